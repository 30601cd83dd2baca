import { useEffect, useRef, useState } from "preact/hooks";
import type { Ticket } from "../../api/schema";
import { asApiError } from "../../app/api";
import { formatTime } from "../../app/i18n";
import { Bone, Button, Empty, ErrorState, Field, Loading } from "../../look";
import { cardKey } from "../model/card";
import { recall } from "../state/acts";
import { readBumped, together } from "../state/recall";
import { feed } from "../state/store";
import { close, Over } from "./over";
import { tell } from "./words";

const QUIET_MS = 250;
const BACK_TOO_LATE = new Set(["SERVED", "COMPLETED", "CANCELLED", "REJECTED", "DELIVERED"]);

/** Everything that was ever taken down, the latest first; found by number or table. */
export default function Recall() {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<Ticket[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [problem, setProblem] = useState("");
  const round = useRef(0);

  async function read(from: string | null): Promise<void> {
    const mine = ++round.current;
    setProblem("");
    try {
      const page = await readBumped(query.trim(), from);
      if (mine !== round.current) return;
      setFound((old) => (from ? [...(old ?? []), ...page.items] : page.items));
      setCursor(page.next_cursor);
    } catch (error) {
      if (mine === round.current) setProblem(asApiError(error).message);
    }
  }
  useEffect(() => {
    const timer = setTimeout(() => void read(null), query ? QUIET_MS : 0);
    return () => clearTimeout(timer);
  }, [query]);

  return (
    <Over title={tell("recallTitle")}>
      <Field
        label={tell("find")}
        value={query}
        onInput={setQuery}
        type="search"
        autofocus
        testid="recall-find"
      />
      {problem ? (
        <ErrorState title={problem} onRetry={() => void read(null)} />
      ) : found === null ? (
        <Loading>
          <Bone height="5rem" />
        </Loading>
      ) : found.length === 0 ? (
        <Empty title={tell(query ? "nothingFound" : "nothingBumped")} />
      ) : (
        <ul class="r-list">
          {cardsOf(found).map((tickets) => (
            <Row key={tickets[0]?.id} tickets={tickets} all={found} />
          ))}
        </ul>
      )}
      {cursor && !problem && (
        <Button wide size="big" onClick={() => void read(cursor)}>
          {tell("loadMore")}
        </Button>
      )}
    </Over>
  );
}

/** Tickets of one card, together, in the order in which the first of them went. */
function cardsOf(tickets: Ticket[]): Ticket[][] {
  const groups = new Map<string, Ticket[]>();
  for (const ticket of tickets) {
    const key = cardKey(ticket);
    groups.set(key, [...(groups.get(key) ?? []), ticket]);
  }
  return [...groups.values()];
}

function Row({ tickets, all }: { tickets: Ticket[]; all: Ticket[] }) {
  const [first] = tickets;
  if (!first) return null;
  const food = tickets.flatMap((one) => one.lines).filter((line) => line.quantity > 0);
  const back = feed.state.value?.tickets.some((one) => one.id === first.id) ?? false;
  return (
    <li data-testid={`bumped-${first.number}`}>
      <strong class="num">{first.number}</strong>
      <div class="grow">
        <p>
          <b>{first.table_name}</b> · {tickets.map((one) => one.station).join(", ")} ·{" "}
          <span class="soft">
            {first.bumped_at && tell("doneBy", first.bumped_by ?? "", formatTime(first.bumped_at))}
          </span>
        </p>
        <p>{food.map((line) => `${line.quantity} ${line.name}`).join(" · ")}</p>
      </div>
      {BACK_TOO_LATE.has(first.status) ? (
        <span class="soft">{tell("served")}</span>
      ) : (
        <Button
          size="big"
          disabled={back}
          testid={`recall-${first.number}`}
          onClick={() => {
            recall(together(first, all));
            close();
          }}
        >
          {tell("bringBack")}
        </Button>
      )}
    </li>
  );
}
