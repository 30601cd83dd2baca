import { useEffect } from "preact/hooks";
import { path } from "../../app/router";
import { Bone, Empty } from "../../look";
import { Loader } from "../parts/loader";
import { OwnerPage } from "../parts/page";
import { type Books, books } from "./books";
import { ClosedDays } from "./closed";
import { DueAgainList } from "./due/list";
import { Exports } from "./exports";
import { OpenDay } from "./openday";
import { ZPage } from "./z/page";

const DAY = /^\/owner\/days\/(\d{4}-\d{2}-\d{2})$/;
/** Drawers and prints send no word of their own when they change. */
const LOOK_AGAIN_MS = 10_000;

/** Business days: the closing of their books, and what was closed. */
export function DaysPage() {
  const shown = DAY.exec(path.value)?.[1];
  return shown ? <ZPage key={shown} day={shown} /> : <AllDays />;
}

function AllDays() {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void books.load();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <OwnerPage title="Days" about="A closed day never changes; its Z report stays, to the paisa.">
      <Loader from={books} bones={<Bones />}>
        {(all) => <Listed all={all} />}
      </Loader>
    </OwnerPage>
  );
}

function Listed({ all }: { all: Books }) {
  const { items, today } = all.days;
  const open = items.filter((one) => one.closed_at === null).map((one) => one.business_day);
  // The oldest first: it has waited longest.
  const days = open.sort();
  const inTheWay = Object.values(all.open).flatMap((one) => one.due_again);
  if (items.length === 0) {
    return (
      <Empty icon="clock" title="No day has begun yet">
        With the first order a day’s books are opened. Here they are closed.
      </Empty>
    );
  }
  return (
    <div class="stack days">
      {days.length === 0 && (
        <p class="note good" data-testid="all-closed">
          All books are closed. The next order opens a new day.
        </p>
      )}
      {days.map((day) => (
        <OpenDay key={day} day={day} today={today} all={all} />
      ))}
      <DueAgainList named={new Set(inTheWay.map((one) => one.bill_id))} />
      <ClosedDays days={all.days} />
      <Exports today={today} />
    </div>
  );
}

function Bones() {
  return (
    <div class="stack">
      <Bone height="14rem" />
      <Bone height="18rem" />
    </div>
  );
}
