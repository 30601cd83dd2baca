import type { ComponentChildren } from "preact";
import type { Today } from "../../api/schema";
import { formatMoney } from "../../look";

/** The day in five numbers, the one that matters most largest. */
export function Figures({ today }: { today: Today }) {
  const { orders, cancelled, covers } = today;
  return (
    <dl class="figures">
      <Figure word="Revenue" lead testid="today-revenue" note="paid bills, before tax">
        {formatMoney(today.revenue_paise)}
      </Figure>
      <Figure
        word="Orders"
        testid="today-orders"
        note={<Notes cancelled={cancelled} covers={covers} />}
      >
        {orders}
      </Figure>
      <Figure word="Average order" testid="today-average">
        {formatMoney(today.average_order_paise)}
      </Figure>
      <Figure word="Collected" testid="today-collected" note="with tax">
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

function Notes({ cancelled, covers }: { cancelled: number; covers: number }) {
  return (
    <>
      {covers > 0 && <span class="num">{covers === 1 ? "1 guest" : `${covers} guests`} </span>}
      {cancelled > 0 && <span class="num">{cancelled} cancelled</span>}
    </>
  );
}

interface FigureProps {
  word: string;
  note?: ComponentChildren;
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
