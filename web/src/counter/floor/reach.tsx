import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { CloudReach, CloudState, Printer } from "../../api/schema";
import { Badge, Icon, type IconName, Sheet, type Tone } from "../../look";
import { printers, readPrinters } from "../../staff/print";
import { elapsed } from "../../staff/clock";
import { api } from "../../staff/session";
import { sendingMoney } from "../state/paying";
import { sendingOrders } from "../state/sending";
import { feed } from "../state/store";

const LOOK_AGAIN_MS = 5_000;

/** What this screen can reach just now, and what still has to go out from it. */
export function ReachSheet({ onClose }: { onClose: () => void }) {
  useEffect(() => {
    readPrinters();
    const timer = setInterval(readPrinters, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const known = (printers.value ?? []).filter((one) => one.is_active);
  const heard = feed.trust.value === "fresh";
  const delivery = feed.state.value?.delivery;
  const waiting = sendingOrders.value.length + sendingMoney.value.size;
  const dark = (delivery?.stations ?? []).some((one) => one.screens === 0);
  return (
    <Sheet title="What can be reached" onClose={onClose}>
      <ul class="reach">
        <Reached
          icon={heard ? "check" : "offline"}
          name="The box"
          tone={heard ? "good" : "bad"}
          word={heard ? "reached" : `silent for ${elapsed(feed.ageMs.value)}`}
        >
          {waiting === 0
            ? "Nothing waits to be sent from this device."
            : `${waiting} waiting to be sent from this device. They go by themselves.`}
        </Reached>
        {(delivery?.stations ?? []).map(({ name, screens }) => (
          <Reached
            key={name}
            icon={screens > 0 ? "check" : "warn"}
            name={`Kitchen: ${name}`}
            tone={!heard ? "plain" : screens > 0 ? "good" : "wait"}
            word={!heard ? "not known" : screensWord(screens)}
          />
        ))}
        {heard && dark && (
          <li class="soft small">
            Tickets of a station without a screen ring here until they are printed or seen.
          </li>
        )}
        {known.map((one) => (
          <PrinterReached key={one.id} printer={one} heard={heard} />
        ))}
        {printers.value !== null && known.length === 0 && (
          <Reached icon="bill" name="Printer" tone="plain" word="none set up">
            Tickets and receipts can be printed through this device's own print window.
          </Reached>
        )}
        <CloudReached heard={heard} />
      </ul>
    </Sheet>
  );
}

const CLOUD: Record<CloudState, { tone: Tone; word: string; says?: string }> = {
  NOT_ENROLLED: {
    tone: "plain",
    word: "not set up",
    says: "Everything stays in the box. Nothing here needs the internet.",
  },
  CONNECTING: { tone: "wait", word: "connecting" },
  ONLINE: { tone: "good", word: "reached" },
  WAITING: {
    tone: "wait",
    word: "not reached",
    says: "Nothing here needs it. What waits goes out by itself when the line is back.",
  },
  FORKED: { tone: "bad", word: "needs the owner", says: "The owner’s page Cloud says why." },
  FENCED: { tone: "bad", word: "replaced", says: "Another box has this one’s place: use that." },
  REVOKED: { tone: "bad", word: "shut out", says: "Orders go on. The owner’s page says why." },
};

/** Asked for while somebody looks: it is no news that would be worth a message to every screen. */
function CloudReached({ heard }: { heard: boolean }) {
  const [cloud, setCloud] = useState<CloudReach | null>(null);
  useEffect(() => {
    const look = () => {
      api.get<CloudReach>("/api/cloud/reach", { tries: 1 }).then(setCloud, () => undefined);
    };
    look();
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  if (!cloud || !heard) return <Reached icon="star" name="Cloud" tone="plain" word="not known" />;
  const { tone, word, says } = CLOUD[cloud.state];
  const late = cloud.behind > 0 ? `, ${cloud.behind} behind` : "";
  return (
    <Reached
      icon={tone === "good" ? "check" : tone === "bad" ? "warn" : "star"}
      name="Cloud"
      tone={tone}
      word={cloud.state === "NOT_ENROLLED" ? word : word + late}
    >
      {says}
    </Reached>
  );
}

/** Whether it prints is known only when something waits for it. */
function PrinterReached({ printer, heard }: { printer: Printer; heard: boolean }) {
  const { name, waiting, unknown, error } = printer;
  const left = waiting + unknown;
  const tone = left === 0 ? "good" : error || unknown > 0 ? "bad" : "wait";
  const word = left === 0 ? "nothing waits" : left === 1 ? "1 print waits" : `${left} prints wait`;
  return (
    <Reached
      icon={left === 0 ? "check" : "warn"}
      name={`Printer: ${name}`}
      tone={heard ? tone : "plain"}
      word={heard ? word : "not known"}
    >
      {unknown > 0 ? "Something broke off: look whether it came out." : error}
    </Reached>
  );
}

function screensWord(screens: number): string {
  if (screens === 0) return "no screen";
  return screens === 1 ? "1 screen" : `${screens} screens`;
}

interface ReachedProps {
  icon: IconName;
  name: string;
  tone: Tone;
  word: string;
  children?: ComponentChildren;
}

function Reached({ icon, name, tone, word, children }: ReachedProps) {
  return (
    <li>
      <Icon name={icon} />
      <div class="grow">
        <strong>{name}</strong>
        {children && <p class="soft small">{children}</p>}
      </div>
      <Badge tone={tone}>{word}</Badge>
    </li>
  );
}
