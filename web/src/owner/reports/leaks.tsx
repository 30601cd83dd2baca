import type { Leaks } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Badge, Bone, Icon, type Tone } from "../../look";
import { api } from "../../staff/session";
import { createLoaded } from "../parts/load";
import { Loader } from "../parts/loader";
import { Panel } from "../parts/page";
import { day } from "./day";
import { LEAK_WORDS, leakWords } from "./numbers";

export const leaks = createLoaded(
  () => api.get<Leaks>(`/api/reports/leaks?day=${day()}`),
  ["order", "bill"],
);

const TONES: Record<keyof typeof LEAK_WORDS, Tone> = {
  VOIDED: "plain",
  COMPED: "plain",
  OPEN: "wait",
  UNEXPLAINED: "bad",
};

/** One number a day: what was cooked and never accounted for. */
export function LeakReport() {
  return (
    <Loader from={leaks} bones={<Bone height="20rem" />}>
      {(all) => (
        <div class="stack">
          <section class={all.unexplained > 0 ? "leak-head bad" : "leak-head"}>
            <Icon name={all.unexplained > 0 ? "warn" : "check"} size="2.5rem" />
            <strong class="num leak-number" data-testid="leak-number">
              {all.unexplained}
            </strong>
            <p class="grow">{leakWords(all)}</p>
          </section>
          <dl class="leak-sums">
            <Sum name="fired" count={all.fired} />
            <Sum name="billed" count={all.billed} />
            <Sum name="given away" count={all.comped} />
            <Sum name="called off" count={all.voided} />
            <Sum name="not paid yet" count={all.open} />
          </dl>
          {all.items.length > 0 && <Items all={all} />}
        </div>
      )}
    </Loader>
  );
}

function Sum({ name, count }: { name: string; count: number }) {
  return (
    <div>
      <dt class="soft small">{name}</dt>
      <dd class="num">{count}</dd>
    </div>
  );
}

function Items({ all }: { all: Leaks }) {
  return (
    <Panel title="What was not simply paid" flush>
      <ul class="rows" data-testid="leak-list">
        {all.items.map((one, at) => (
          <li key={at} class="leak">
            <span class="soft small num">{formatTime(one.at)}</span>
            <span class="grow">
              <strong>
                {one.quantity} {one.name}
              </strong>
              <span class="soft small block">
                Order {one.number}, table {one.table_name}
                {one.reason && ` · “${one.reason}”`}
                {one.by && ` · ${one.by}`}
              </span>
            </span>
            <Badge tone={TONES[one.what]}>{LEAK_WORDS[one.what]}</Badge>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
