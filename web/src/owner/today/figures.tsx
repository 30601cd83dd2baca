import type { ComponentChildren } from "preact";
import type { Today } from "../../api/schema";
import { formatMoney } from "../../look";

/** The day in five numbers, the one that matters most largest. */
export function Figures({ today }: { today: Today }) {
  const { orders, cancelled, covers } = today;
  return (
    <dl class="figures">
      <Figure word="Revenue" lead testid="today-revenue" note="bills paid, before tax">
        {formatMoney(today.revenue_paise)}
      </Figure>
      <Figure
        word="Orders"
        testid="today-orders"
        note={cancelled > 0 ? `and ${cancelled} cancelled` : ""}
      >
        {orders}
      </Figure>
      <Figure word="Average order" testid="today-average" note="with tax">
        {formatMoney(today.average_order_paise)}
      </Figure>
      <Figure word="Collected" testid="today-collected" note={guestsWord(covers)}>
        {formatMoney(today.collected_paise)}
      </Figure>
      <Figure
        word="Open bills"
        testid="today-open"
        note={today.open_bills > 0 ? `${formatMoney(today.open_paise)} to come` : "all paid"}
      >
        {today.open_bills}
      </Figure>
    </dl>
  );
}

function guestsWord(covers: number): string {
  if (covers === 0) return "with tax";
  return covers === 1 ? "with tax, 1 guest" : `with tax, ${covers} guests`;
}

interface FigureProps {
  word: string;
  note?: string;
  lead?: boolean;
  testid: string;
  children: ComponentChildren;
}

function Figure({ word, note, lead, testid, children }: FigureProps) {
  return (
    <div class={lead ? "figure lead" : "figure"}>
      <dt>{word}</dt>
      <dd>
        <span class="num" data-testid={testid}>
          {children}
        </span>
        {note && <span class="soft small">{note}</span>}
      </dd>
    </div>
  );
}
