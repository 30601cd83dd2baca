import type { Quote } from "../../api/schema";
import { Money } from "../../look";
import { type QuoteRow, quoteRows } from "../model/quote";
import { say } from "../table-words";

function label(row: QuoteRow): string {
  return "rate" in row ? say(row.kind, row.rate) : say(row.kind);
}

/** The sum as it will stand on the bill; every number comes from the box. */
export function QuoteTable({ quote }: { quote: Quote }) {
  return (
    <dl class="quote">
      {quoteRows(quote).map((row) => (
        <div key={label(row)} class={`quote-row ${row.kind}`}>
          <dt>{label(row)}</dt>
          <dd>
            <Money paise={row.paise} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
