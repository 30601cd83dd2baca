import { useState } from "preact/hooks";
import type { ZReport } from "../../api/schema";
import { navigate } from "../../app/router";
import { Button, confirm, formatMoney, Icon, Money, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { useSave } from "../parts/save";
import { dayWords } from "../today/day";
import { type Books, books } from "./books";
import { DueSheet } from "./due/sheet";
import { OddSheet } from "./odd";
import { type Hindrance, hindrancesOf, type Kind, KINDS, pendingWords } from "./ready";

export interface OpenDayProps {
  day: string;
  today: string;
  all: Books;
}

/** A day whose books are open: what stands in the way of closing them, and the closing. */
export function OpenDay({ day, today, all }: OpenDayProps) {
  const [seen, setSeen] = useState<Hindrance | null>(null);
  const words = dayWords(day, today);
  const open = all.open[day];
  const list = open ? hindrancesOf(open, all.bills) : [];
  const pending = pendingWords(open?.refunds_pending ?? []);
  const closing = useSave(async (body: object, key: string) => {
    const report = await api.post<ZReport>(`/api/days/${day}/close`, body, { key });
    toast(`${words} is closed`);
    navigate(`/owner/days/${report.business_day}`);
    void books.load();
  });
  const refused = closing.error?.code === "day_not_ready";

  async function close() {
    const sure = await confirm({
      title: `Close the books of ${words}?`,
      text:
        "The Z report is issued and never changes. The day cannot be opened again: what happens" +
        " from now on belongs to the next one.",
      yes: "Close the day",
      no: "Not yet",
    });
    // Refused: whatever the box named then is what its list says now.
    if (sure && !(await closing.run({}))) await books.load();
  }

  const clear = list.length === 0;
  return (
    <section class={clear ? "open-day" : "open-day stuck"} data-testid={`day-${day}`}>
      <header class="open-day-head">
        <Icon name={clear ? "check" : "warn"} size="2.25rem" />
        <div class="grow">
          <h2>{words}</h2>
          <p data-testid="day-verdict">{verdict(list, day === today)}</p>
        </div>
        <Button
          kind={clear ? "primary" : "normal"}
          size="big"
          busy={closing.busy}
          testid={`close-${day}`}
          onClick={() => void close()}
        >
          Close the day
        </Button>
      </header>
      {closing.error && !refused && (
        <p class="note bad" role="alert">
          {sorry(closing.error)}
        </p>
      )}
      {refused && !clear && (
        <p class="note bad" role="alert">
          The books were not closed: put this right first.
        </p>
      )}
      {!clear && (
        <div class="hindrances" data-testid="day-open">
          {KINDS.map((kind) => (
            <Group
              key={kind}
              kind={kind}
              items={list.filter((one) => one.kind === kind)}
              onSee={setSeen}
            />
          ))}
        </div>
      )}
      {pending && (
        <p class="pending soft" data-testid="day-pending">
          {pending}
        </p>
      )}
      {seen?.kind === "mismatches" && <OddSheet id={seen.id} onClose={() => setSeen(null)} />}
      {seen?.kind === "due_again" && <DueSheet id={seen.id} onClose={() => setSeen(null)} />}
    </section>
  );
}

function verdict(list: Hindrance[], isToday: boolean): string {
  if (list.length === 0) {
    return isToday
      ? "Nothing stands in the way. Close it when the last guest has left."
      : "Nothing stands in the way. Its books can be closed.";
  }
  return list.length === 1
    ? "One thing stands in the way of closing it."
    : `${list.length} things stand in the way of closing it.`;
}

const HEADS: Record<Kind, [one: string, many: string, what: string]> = {
  open_bills: ["open bill", "open bills", "Take the money, or call off what is not paid."],
  unverified: [
    "UPI payment not verified",
    "UPI payments not verified",
    "Look them up in the bank’s list: “It came” or “Not there”.",
  ],
  mismatches: [
    "payment of another amount",
    "payments of another amount",
    "No bill takes such money: say what became of it.",
  ],
  refunds_due: [
    "refund due",
    "refunds due",
    "At the till: in cash, by a transfer’s number, or asked of the payment company again.",
  ],
  due_again: [
    "invoice due again",
    "invoices due again",
    "A transfer of it never came. Take the money, or write it off.",
  ],
  open_drawers: ["drawer not counted", "drawers not counted", "Count the cash in it."],
  waiting_prints: ["print waits", "prints wait", "Print it elsewhere, or drop it."],
};

interface GroupProps {
  kind: Kind;
  items: Hindrance[];
  /** For what is put right on a sheet of this page. */
  onSee: (one: Hindrance) => void;
}

function Group({ kind, items, onSee }: GroupProps) {
  if (items.length === 0) return null;
  const [one, many, what] = HEADS[kind];
  const sum = items.reduce((all, item) => all + (item.paise ?? 0), 0);
  return (
    <section data-testid={`way-${kind}`}>
      <header>
        <h3>
          <span class="num">{items.length}</span> {items.length === 1 ? one : many}
          {sum > 0 && <span class="num soft"> {formatMoney(sum)}</span>}
        </h3>
        <p class="soft small">{what}</p>
      </header>
      <ul class="rows">
        {items.map((item) => (
          <li key={item.id}>
            <Row item={item} onSee={onSee} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ item, onSee }: { item: Hindrance; onSee: (one: Hindrance) => void }) {
  const shared = { class: "row-button", "data-testid": `fix-${item.title}` };
  const words = (
    <>
      <span class="grow">
        <strong>{item.title}</strong>
        {item.detail && <span class="soft small">{item.detail}</span>}
      </span>
      {item.paise !== null && <Money paise={item.paise} />}
      <Icon name="next" />
    </>
  );
  return item.href ? (
    <a {...shared} href={item.href}>
      {words}
    </a>
  ) : (
    <button type="button" {...shared} onClick={() => onSee(item)}>
      {words}
    </button>
  );
}
