import { useEffect } from "preact/hooks";
import "./counter.css";
import "./floor/floor.css";
import "./table/table.css";
import type { Staff } from "../api/schema";
import { Bone, ErrorState, Loading, StaleBanner } from "../look";
import { startSounds } from "../staff/sounds";
import { Agree } from "./agree/agree";
import { FloorPlan } from "./floor/floor";
import { Inbox } from "./floor/inbox";
import { Lost } from "./floor/lost";
import { readPeople } from "./floor/people";
import { Side } from "./floor/side";
import { loadRest, loadTills, money, rest, tills } from "./later";
import { startSending } from "./state/sending";
import { feed, startStore, tableOf } from "./state/store";
import { go, where, type Where } from "./state/where";
import { TableView } from "./table/table";
import { Top } from "./top";

export function Counter({ staff }: { staff: Staff }) {
  useEffect(() => {
    startSounds();
    startSending();
    void readPeople();
    void loadRest();
    return startStore();
  }, []);

  const trust = feed.trust.value;
  const stale = trust === "silent" || (trust === "reading" && feed.problem.value !== "");
  const here = where.value;
  const known = feed.state.value !== null;
  useEffect(() => {
    // What can be undone is said above the buttons at the foot, never over them.
    const lift = here.at === "floor" ? "1rem" : "6.5rem";
    document.documentElement.style.setProperty("--toast-lift", lift);
  }, [here.at]);
  return (
    <div class={`counter at-${here.at}`} data-testid="counter" data-trust={trust}>
      <Top staff={staff} />
      {known && stale && (
        <StaleBanner ageMs={feed.ageMs.value}>
          What you see may be old. Orders and payments are kept and sent when the box is back.
        </StaleBanner>
      )}
      <Lost />
      {known ? (
        <div class={stale ? "c-body is-stale" : "c-body"}>
          <main class="c-main">
            <Inbox />
            <FloorPlan />
          </main>
          <aside class="c-pane">
            <Pane here={here} />
          </aside>
        </div>
      ) : (
        <NothingKnown />
      )}
      {/* Asked for from other sheets: it lies on top of them. */}
      <Agree />
    </div>
  );
}

function Pane({ here }: { here: Where }) {
  if (here.at === "floor") return <Side />;
  if (here.at === "till" || here.at === "paid") return <AtTill here={here} />;
  if (here.at === "due") {
    return money.value ? <money.value.DueView key={here.bill} id={here.bill} /> : <Coming />;
  }
  const table = tableOf(here.table);
  if (!table) {
    return (
      <ErrorState title="This table is gone" onRetry={() => go({ at: "floor" }, true)}>
        It was taken off the floor plan.
      </ErrorState>
    );
  }
  if (here.at === "table") return <TableView key={table.id} table={table} />;
  if (here.at === "order") {
    return rest.value ? <rest.value.TakeOrder key={table.id} table={table} /> : <Coming />;
  }
  const later = money.value;
  if (!later) return <Coming />;
  if (here.at === "bill") return <later.BillView key={table.id} table={table} />;
  return <later.PayView key={table.id + here.part} table={table} part={here.part} />;
}

function AtTill({ here }: { here: Where & { at: "till" | "paid" } }) {
  useEffect(() => void loadTills(), []);
  const views = tills.value;
  // Its payments and sums are those of the bill: its style too.
  if (!views || !money.value) return <Coming />;
  return here.at === "till" ? (
    <views.TillView />
  ) : (
    <views.PaidView key={here.bill} id={here.bill} />
  );
}

function Coming() {
  return (
    <Loading>
      <Bone height="100%" />
    </Loading>
  );
}

function NothingKnown() {
  if (feed.trust.value === "loading") {
    return (
      <Loading>
        <div class="bones">
          {Array.from({ length: 12 }, (_, bone) => (
            <Bone key={bone} height="6.5rem" />
          ))}
        </div>
      </Loading>
    );
  }
  return (
    <ErrorState title="The floor could not be read" onRetry={() => location.reload()}>
      {feed.problem.value || "The restaurant's box cannot be reached."} It is tried again by itself.
    </ErrorState>
  );
}
