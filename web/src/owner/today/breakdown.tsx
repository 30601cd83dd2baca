import type { Today } from "../../api/schema";
import { formatMoney } from "../../look";
import { Panel } from "../parts/page";

export function TopDishes({ items }: { items: Today["top_items"] }) {
  const most = Math.max(1, ...items.map((one) => one.quantity));
  return (
    <Panel title="Top dishes">
      {items.length === 0 ? (
        <p class="soft">Nothing has been sold yet.</p>
      ) : (
        <ol class="top-dishes" data-testid="top-dishes">
          {items.map((one) => (
            <li key={one.name}>
              <span class="name">{one.name}</span>
              <span class="num count">{one.quantity} ×</span>
              <span class="num money">{formatMoney(one.revenue_paise)}</span>
              <svg class="share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(one.quantity / most) * 100} height="1" />
              </svg>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

export function Taxes({ tax }: { tax: Today["tax"] }) {
  const sum = (key: "taxable_paise" | "cgst_paise" | "sgst_paise") =>
    tax.reduce((all, one) => all + one[key], 0);
  return (
    <Panel title="Tax collected" about="On bills paid this day">
      {tax.length === 0 ? (
        <p class="soft">No tax has been collected yet.</p>
      ) : (
        <div class="scroll">
          <table class="grid" data-testid="tax-table">
            <thead>
              <tr>
                <th scope="col">Rate</th>
                <th scope="col" class="right">
                  Taxable
                </th>
                <th scope="col" class="right">
                  CGST
                </th>
                <th scope="col" class="right">
                  SGST
                </th>
              </tr>
            </thead>
            <tbody>
              {tax.map((one) => (
                <tr key={one.label}>
                  <th scope="row">{one.label}</th>
                  <td class="right num">{formatMoney(one.taxable_paise)}</td>
                  <td class="right num">{formatMoney(one.cgst_paise)}</td>
                  <td class="right num">{formatMoney(one.sgst_paise)}</td>
                </tr>
              ))}
            </tbody>
            {tax.length > 1 && (
              <tfoot>
                <tr>
                  <th scope="row">Together</th>
                  <td class="right num">{formatMoney(sum("taxable_paise"))}</td>
                  <td class="right num">{formatMoney(sum("cgst_paise"))}</td>
                  <td class="right num">{formatMoney(sum("sgst_paise"))}</td>
                </tr>
              </tfoot>
            )}
          </table>
        </div>
      )}
    </Panel>
  );
}

const METHODS: Record<string, string> = { CASH: "Cash", UPI: "UPI", CARD: "Card" };

export function Methods({ methods }: { methods: Today["by_method"] }) {
  return (
    <Panel title="How it was paid">
      {methods.length === 0 ? (
        <p class="soft">Nobody has paid yet.</p>
      ) : (
        <ul class="pairs" data-testid="by-method">
          {methods.map((one) => (
            <li key={one.method}>
              <span>
                {METHODS[one.method] ?? one.method}{" "}
                <span class="soft small">
                  {one.count === 1 ? "1 payment" : `${one.count} payments`}
                </span>
              </span>
              <strong class="num">{formatMoney(one.amount_paise)}</strong>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
