import type { ZReport } from "../../../api/schema";
import { Badge, formatMoney } from "../../../look";
import { Panel } from "../../parts/page";
import { Sum } from "./rows";

type Drawer = ZReport["drawers"][number];

/** Cash that moved, and each drawer from its float to its count. */
export function CashAndDrawers({ z }: { z: ZReport }) {
  const { cash } = z;
  return (
    <Panel title="Cash and drawers">
      <dl>
        <Sum name="Taken for bills, with tips" paise={cash.taken_paise} />
        {cash.outside_paise > 0 && (
          <Sum name="Of it in nobody’s drawer" paise={cash.outside_paise} />
        )}
        {cash.refunded_paise > 0 && <Sum name="Paid back" paise={-cash.refunded_paise} />}
        {cash.put_in_paise > 0 && <Sum name="Put in by hand" paise={cash.put_in_paise} />}
        {cash.taken_out_paise > 0 && <Sum name="Taken out by hand" paise={-cash.taken_out_paise} />}
      </dl>
      {z.drawers.map((drawer) => (
        <Counted key={drawer.drawer_id} drawer={drawer} />
      ))}
    </Panel>
  );
}

function Counted({ drawer }: { drawer: Drawer }) {
  const { sums } = drawer;
  return (
    <section class="z-drawer" data-testid={`z-drawer-${drawer.cashier}`}>
      <div class="row apart">
        <h3>{drawer.cashier}</h3>
        <Verdict difference={drawer.difference_paise} />
      </div>
      <dl>
        <Sum name="Float" paise={drawer.float_paise} />
        <Sum name="Bills" paise={sums.sales_paise} />
        {sums.tips_paise !== 0 && <Sum name="Tips" paise={sums.tips_paise} />}
        {sums.cash_in_paise !== 0 && <Sum name="Put in" paise={sums.cash_in_paise} />}
        {sums.cash_out_paise !== 0 && <Sum name="Taken out" paise={-sums.cash_out_paise} />}
        {sums.refunds_paise !== 0 && <Sum name="Paid back" paise={-sums.refunds_paise} />}
        <Sum name="Should be" paise={drawer.expected_paise} />
        <Sum name="Counted" paise={drawer.counted_paise} strong />
      </dl>
    </section>
  );
}

function Verdict({ difference }: { difference: number }) {
  if (difference === 0) return <Badge tone="good">right</Badge>;
  return (
    <Badge tone={difference < 0 ? "bad" : "wait"}>
      <span class="num">{formatMoney(Math.abs(difference))}</span>{" "}
      {difference < 0 ? "short" : "over"}
    </Badge>
  );
}
