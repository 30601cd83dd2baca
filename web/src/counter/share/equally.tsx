import { useEffect, useState } from "preact/hooks";
import { Money, Stepper } from "../../look";
import { MOST_PARTS } from "../model/share";
import type { ByProps } from "./share-sheet";

export function Equally({ bill, table, onPlan }: ByProps) {
  const [parts, setParts] = useState(Math.min(MOST_PARTS, Math.max(2, table.sitting?.covers ?? 2)));
  useEffect(() => onPlan({ split: { how: "EQUAL", parts }, parts }), [parts]);
  return (
    <>
      <div class="row apart">
        <strong>People who pay</strong>
        <Stepper what="people" value={parts} min={2} max={MOST_PARTS} onChange={setParts} />
      </div>
      <p class="sum strong">
        <span>
          Each <small class="soft">or a paisa more</small>
        </span>
        <Money paise={Math.floor(bill.due_paise / parts)} />
      </p>
    </>
  );
}
