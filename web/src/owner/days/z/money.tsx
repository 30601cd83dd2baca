import type { ZReport } from "../../../api/schema";
import { formatMoney, Money } from "../../../look";
import { Panel } from "../../parts/page";
import { Sum, times } from "./rows";
import { drawerWords, METHODS, rateWords } from "./words";

/** The day in four numbers. */
export function Headline({ z }: { z: ZReport }) {
  const { sales } = z;
  const received = z.payments.reduce((all, one) => all + one.amount_paise, 0);
  const drawer = drawerWords(z);
  return (
    <dl class="figures">
      <div class="figure lead">
        <dt>Billed</dt>
        <dd>
          <span class="num" data-testid="z-total">
            {formatMoney(sales.total_paise)}
          </span>
          <span class="soft small">with {formatMoney(sales.tax_paise)} of tax</span>
        </dd>
      </div>
      <div class="figure">
        <dt>Bills</dt>
        <dd>
          <span class="num">{sales.bills}</span>
          <span class="soft small">
            {sales.covers} {sales.covers === 1 ? "guest" : "guests"}
          </span>
        </dd>
      </div>
      <div class="figure">
        <dt>Received</dt>
        <dd>
          <span class="num">{formatMoney(received)}</span>
          <span class="soft small">
            {z.tips_paise > 0 ? `and ${formatMoney(z.tips_paise)} of tips` : "no tips"}
          </span>
        </dd>
      </div>
      <div class={drawer.bad ? "figure z-bad" : "figure"}>
        <dt>Drawers</dt>
        <dd>
          <span class="num" data-testid="z-drawers">
            {drawer.word}
          </span>
          <span class="soft small">{drawer.note}</span>
        </dd>
      </div>
    </dl>
  );
}

export function Sales({ z }: { z: ZReport }) {
  const { sales } = z;
  return (
    <Panel title="Sales">
      <dl data-testid="z-sales">
        <Sum name="Dishes and extras" paise={sales.items_paise} />
        {sales.discount_paise !== 0 && <Sum name="Discounts" paise={-sales.discount_paise} />}
        <Sum name="Taxable" paise={sales.taxable_paise} />
        <Sum name="Tax" paise={sales.tax_paise} />
        {sales.round_off_paise !== 0 && <Sum name="Round off" paise={sales.round_off_paise} />}
        <Sum name="Billed" paise={sales.total_paise} strong />
        {z.credit_notes.count > 0 && (
          <Sum
            name="Credit notes"
            note={times(z.credit_notes.count)}
            paise={-z.credit_notes.total_paise}
          />
        )}
      </dl>
    </Panel>
  );
}

export function Payments({ z }: { z: ZReport }) {
  const all = z.payments.reduce((sum, one) => sum + one.amount_paise, 0);
  const surplus = z.payments.reduce((sum, one) => sum + one.surplus_paise, 0);
  return (
    <Panel title="Payments">
      <dl data-testid="z-payments">
        {z.payments.length === 0 && <p class="soft">Nothing was paid on this day.</p>}
        {z.payments.map((one) => (
          <Sum
            key={one.method}
            name={METHODS[one.method]}
            note={times(one.count)}
            paise={one.amount_paise}
            testid={`z-paid-${one.method}`}
          />
        ))}
        {z.payments.length > 0 && <Sum name="For bills" paise={all} strong testid="z-paid" />}
        {z.tips_paise > 0 && <Sum name="Tips, beside the bills" paise={z.tips_paise} />}
        {surplus > 0 && <Sum name="Too much, owed back" paise={surplus} />}
        {z.refunds.map((one) => (
          <Sum
            key={one.method}
            name={`Paid back, ${METHODS[one.method].toLowerCase()}`}
            note={times(one.count)}
            paise={-one.amount_paise}
          />
        ))}
        {z.rejected.count > 0 && (
          <Sum
            name="UPI that never came"
            note={times(z.rejected.count)}
            paise={z.rejected.amount_paise}
          />
        )}
        {z.withdrawn.count > 0 && (
          <Sum
            name="Owed back no more, for it never came"
            note={times(z.withdrawn.count)}
            paise={z.withdrawn.amount_paise}
            testid="z-withdrawn"
          />
        )}
        {z.refunds_pending.count > 0 && (
          <Sum
            name="Still on its way back"
            note={times(z.refunds_pending.count)}
            paise={z.refunds_pending.amount_paise}
            testid="z-refunds-pending"
          />
        )}
      </dl>
    </Panel>
  );
}

export function Taxes({ z }: { z: ZReport }) {
  if (z.taxes.length === 0) return null;
  const sum = (of: (one: ZReport["taxes"][number]) => number) =>
    z.taxes.reduce((all, one) => all + of(one), 0);
  const vat = z.taxes.some((one) => one.vat_paise > 0);
  return (
    <Panel title="Tax by rate">
      <div class="scroll">
        <table class="grid z-table" data-testid="z-taxes">
          <thead>
            <tr>
              <th scope="col">Rate</th>
              <th scope="col">Taxable</th>
              <th scope="col">CGST</th>
              <th scope="col">SGST</th>
              {vat && <th scope="col">VAT</th>}
            </tr>
          </thead>
          <tbody>
            {z.taxes.map((one) => (
              <tr key={one.label + one.rate_bps}>
                <th scope="row">{one.label || rateWords(one.rate_bps)}</th>
                <td>
                  <Money paise={one.taxable_paise} />
                </td>
                <td>
                  <Money paise={one.cgst_paise} />
                </td>
                <td>
                  <Money paise={one.sgst_paise} />
                </td>
                {vat && (
                  <td>
                    <Money paise={one.vat_paise} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              <td>
                <Money paise={sum((one) => one.taxable_paise)} />
              </td>
              <td>
                <Money paise={sum((one) => one.cgst_paise)} />
              </td>
              <td>
                <Money paise={sum((one) => one.sgst_paise)} />
              </td>
              {vat && (
                <td>
                  <Money paise={sum((one) => one.vat_paise)} />
                </td>
              )}
            </tr>
          </tfoot>
        </table>
      </div>
    </Panel>
  );
}
