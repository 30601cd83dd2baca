import type { OpsStatus } from "../../api/schema";
import { Icon } from "../../look";
import { Panel } from "../parts/page";

const STORAGE: Record<OpsStatus["storage"], { word: string; says: string }> = {
  ok: { word: "Sound", says: "Every order is on the disk before it is answered." },
  low: { word: "Nearly full", says: "Free some space soon; orders are still taken." },
  read_only: {
    word: "Failed",
    says: "Nothing new can be saved. Restart the box; if it comes back, change the disk.",
  },
};

export function Health({ status }: { status: OpsStatus }) {
  const storage = STORAGE[status.storage];
  return (
    <Panel title="The box">
      <ul class="checks" data-testid="health">
        <Check good={status.storage === "ok"} word="Storage" state={storage.word}>
          {storage.says}
        </Check>
        <Check good={status.clock_ok} word="Clock" state={status.clock_ok ? "Right" : "Wrong"}>
          {status.clock_ok
            ? "Bills carry the right time."
            : "The clock has jumped or was never set. Connect the box to the internet once, or set the time; bills would carry a wrong date."}
        </Check>
        <Check
          good={!status.ephemeral_reset}
          word="Short memory"
          state={status.ephemeral_reset ? "Started afresh" : "Sound"}
        >
          {status.ephemeral_reset
            ? "Carts and sign-in codes of before the start are gone. No order or rupee is."
            : "Carts and sign-in codes are kept."}
        </Check>
        <Check good word="Record" state={`${status.head_seq.toLocaleString("en-IN")} facts`}>
          Everything that ever happened here, in order, each sealed to the one before.
        </Check>
      </ul>
    </Panel>
  );
}

interface CheckProps {
  good: boolean;
  word: string;
  state: string;
  children: string;
}

function Check({ good, word, state, children }: CheckProps) {
  return (
    <li class={good ? "good" : "bad"}>
      <Icon name={good ? "check" : "warn"} />
      <div>
        <strong>
          {word}: {state}
        </strong>
        <p class="soft small">{children}</p>
      </div>
    </li>
  );
}
