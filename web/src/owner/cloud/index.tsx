import { useEffect, useState } from "preact/hooks";
import type { CloudStatus } from "../../api/schema";
import { asApiError } from "../../app/api";
import { Badge, Bone, Button, Icon, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { OwnerIcon } from "../parts/icons";
import { Loader } from "../parts/loader";
import { OwnerPage, Panel } from "../parts/page";
import { Alarms } from "./alarms";
import { Begin } from "./begin";
import { Cap } from "./cap";
import { Enrol } from "./enrol";
import { cloud, heard, type Heard, useCloudEvery } from "./store";
import { advice, momentWord, sentence, skewSentence, STATES } from "./words";

const LOOK_AGAIN_MS = 4_000;

/** The line to the cloud: how it is, what is in the way, and how to join one. */
export function CloudPage() {
  useCloudEvery(LOOK_AGAIN_MS);
  return (
    <OwnerPage
      title="Cloud"
      about="A second place for the books, and head office’s view. The house never waits for it."
    >
      <Loader from={cloud} bones={<Bone height="14rem" />}>
        {(status) => (
          <div class="stack">
            <Line status={status} />
            <Alarms alarms={status.alarms} />
            {status.state === "NOT_ENROLLED" ? <Enrol /> : <Numbers status={status} />}
          </div>
        )}
      </Loader>
    </OwnerPage>
  );
}

function Line({ status }: { status: Heard }) {
  const now = useNow();
  const { word, tone } = STATES[status.state];
  const wrong = advice(status);
  const skew = skewSentence(status.skew_ms);
  return (
    <section class="panel cloud-line" data-testid="cloud" data-state={status.state}>
      <div class="row apart wrap">
        <p class="cloud-said" data-testid="cloud-sentence">
          {sentence(status, now - status.heardAt, now)}
        </p>
        <Badge tone={tone}>{word}</Badge>
      </div>
      {wrong && (
        <div class={`note cloud-wrong ${wrong.tone}`} data-testid="cloud-wrong">
          <Icon name={wrong.tone === "bad" ? "warn" : "offline"} />
          <div>
            <strong>{wrong.title}</strong>
            <p>{wrong.text}</p>
            {status.trouble && <p class="cloud-trouble">It was said: {status.trouble}</p>}
            {status.state === "FORKED" && <Begin />}
          </div>
        </div>
      )}
      {skew && <p class="note wait">{skew}</p>}
      {status.state !== "NOT_ENROLLED" && status.state !== "ONLINE" && <TryNow />}
    </section>
  );
}

function TryNow() {
  const [busy, setBusy] = useState(false);
  async function tryNow() {
    setBusy(true);
    try {
      const status = await api.post<CloudStatus>("/api/cloud/try", {});
      cloud.change(() => heard(status));
    } catch (problem) {
      toast(sorry(asApiError(problem)), { bad: true });
    } finally {
      setBusy(false);
    }
  }
  return (
    <div>
      <Button busy={busy} onClick={() => void tryNow()} testid="try-cloud">
        <OwnerIcon name="turn" /> Try now
      </Button>
    </div>
  );
}

function Numbers({ status }: { status: Heard }) {
  const count = (n: number) => n.toLocaleString("en-IN");
  const contact = status.last_contact_at;
  return (
    <Panel title={status.name} about={`This place, as ${status.hub_url} knows it`}>
      <dl class="cloud-facts">
        <Fact name="Written here" value={count(status.head_seq)} unit="facts" />
        <Fact name="Held in the cloud" value={count(status.held_seq)} unit="facts" />
        <Fact name="Behind" value={count(status.behind)} unit="facts" />
        <Fact name="Last contact" value={contact ? momentWord(contact, Date.now()) : "never"} />
      </dl>
      <Cap kbps={status.cap_kbps} />
    </Panel>
  );
}

function Fact({ name, value, unit }: { name: string; value: string; unit?: string }) {
  return (
    <div>
      <dt class="soft small">{name}</dt>
      <dd>
        <strong class="num">{value}</strong> {unit && <span class="soft small">{unit}</span>}
      </dd>
    </div>
  );
}

/** Seconds on this screen's own clock. */
function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
