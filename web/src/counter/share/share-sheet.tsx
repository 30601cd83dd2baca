import "./share.css";
import { useState } from "preact/hooks";
import type { Bill, SplitRequest, Table } from "../../api/schema";
import { Button, Sheet, Tabs } from "../../look";
import { busy } from "../state/acts";
import { shareBill } from "../state/bill";
import { ByAmount } from "./by-amount";
import { ByGroup } from "./by-group";
import { ByItem } from "./by-item";
import { Equally } from "./equally";

type How = SplitRequest["how"];

/** What would be asked of the box, or what is still missing. */
export type Plan = { split: SplitRequest; parts: number } | { lacks: string };

const HOWS: { key: How; label: string }[] = [
  { key: "EQUAL", label: "Equally" },
  { key: "ITEM", label: "Dishes" },
  { key: "SEAT", label: "Seats" },
  { key: "GUEST", label: "Guests" },
  { key: "AMOUNT", label: "Amounts" },
];

export interface ByProps {
  bill: Bill;
  table: Table;
  onPlan: (plan: Plan) => void;
}

/** One bill, several who pay it. What was paid of it already stays paid. */
export function ShareSheet(props: { bill: Bill; table: Table; onClose: () => void }) {
  const { bill, table, onClose } = props;
  const [how, setHow] = useState<How>("EQUAL");
  const [plan, setPlan] = useState<Plan>({ lacks: "Choose how" });
  const By = { EQUAL: Equally, ITEM: ByItem, SEAT: ByGroup, GUEST: ByGroup, AMOUNT: ByAmount }[how];

  async function share(split: SplitRequest) {
    if (await shareBill(bill, split)) onClose();
  }
  return (
    <Sheet
      title={`Share the bill of table ${table.name}`}
      wide
      onClose={onClose}
      foot={
        <Button
          size="big"
          kind="primary"
          wide
          disabled={"lacks" in plan}
          busy={busy.value.has(`share-${bill.id}`)}
          testid="share-confirm"
          onClick={() => "split" in plan && void share(plan.split)}
        >
          {"lacks" in plan ? plan.lacks : `Share it by ${plan.parts}`}
        </Button>
      }
    >
      <div class="stack share">
        <Tabs
          label="How"
          tabs={HOWS.map(({ key, label }) => ({
            key,
            label: <span data-testid={`share-${key}`}>{label}</span>,
          }))}
          current={how}
          onSelect={setHow}
        />
        <By key={how} how={how} bill={bill} table={table} onPlan={setPlan} />
      </div>
    </Sheet>
  );
}
