import type { Bill } from "../../api/schema";
import { Money } from "../../look";
import { halves } from "../model/taxes";

/** From the dishes to what is due, as the printed bill will show it. */
export function Sums({ bill }: { bill: Bill }) {
  const { quote } = bill;
  return (
    <dl class="sums">
      <Row name="Dishes" paise={quote.items_paise} />
      {quote.discount_paise > 0 && <Row name="Discount" paise={-quote.discount_paise} />}
      {quote.discount_paise > 0 && <Row name="Subtotal" paise={quote.subtotal_paise} />}
      {quote.taxes.flatMap((tax) =>
        halves(tax).map((half) => (
          <Row
            key={tax.tax_class + half.name}
            name={tax.inclusive ? `${half.name}, included` : half.name}
            paise={half.paise}
          />
        )),
      )}
      {quote.round_off_paise !== 0 && <Row name="Round off" paise={quote.round_off_paise} />}
      <Row name="Total" paise={quote.total_paise} strong testid="bill-total" />
      {bill.kept_paise > 0 && <Row name="Paid" paise={-bill.kept_paise} />}
      {bill.kept_paise > 0 && bill.state === "OPEN" && (
        <Row name="Due" paise={bill.due_paise} strong />
      )}
      {bill.tips_paise > 0 && <Row name="Tips, beside the bill" paise={bill.tips_paise} />}
      {bill.credited_paise > 0 && <Row name="Credited" paise={-bill.credited_paise} />}
    </dl>
  );
}

function Row(props: { name: string; paise: number; strong?: boolean; testid?: string }) {
  return (
    <div class={props.strong ? "sum strong" : "sum"} data-testid={props.testid}>
      <dt>{props.name}</dt>
      <dd>
        <Money paise={props.paise} />
      </dd>
    </div>
  );
}
