import { useEffect } from "preact/hooks";
import type { Today } from "../../api/schema";
import { follow, navigate, path } from "../../app/router";
import tiffin from "../../landing/tiffin.svg";
import { Bone, Button, Empty, Tabs } from "../../look";
import { api } from "../../staff/session";
import { download } from "../parts/download";
import { OwnerIcon } from "../parts/icons";
import { createLoaded } from "../parts/load";
import { Loader } from "../parts/loader";
import { OwnerPage } from "../parts/page";
import { AuditList } from "../reports/audit";
import { picked } from "../reports/day";
import { KitchenReport, times } from "../reports/kitchen";
import { LeakReport, leaks } from "../reports/leaks";
import { Methods, Taxes, TopDishes } from "./breakdown";
import { businessDay, dayWords, hourNow } from "./day";
import { DayPicker } from "./daypicker";
import { Figures } from "./figures";
import { Hours } from "./hours";

const report = createLoaded(
  () => api.get<Today>(`/api/reports/today${picked.value ? `?day=${picked.value}` : ""}`),
  ["order", "bill", "sitting"],
);

type View = "money" | "kitchen" | "leaks" | "audit";
const VIEWS: { key: View; label: string }[] = [
  { key: "money", label: "Sales" },
  { key: "kitchen", label: "Kitchen times" },
  { key: "leaks", label: "Leaks" },
  { key: "audit", label: "Who did what" },
];

export function TodayPage() {
  const last = path.value.split("/")[3];
  const view = VIEWS.find((one) => one.key === last)?.key ?? "money";
  const latest = businessDay(Date.now());
  const day = picked.value ?? report.data.value?.business_day ?? latest;
  useEffect(() => () => void (picked.value = null), []);

  function pick(next: string) {
    picked.value = next === latest ? null : next;
    for (const one of [report, times, leaks]) one.clear();
    if (view === "money") void report.load();
    if (view === "kitchen") void times.load();
    if (view === "leaks") void leaks.load();
  }

  return (
    <OwnerPage
      title={picked.value === null ? "Today" : "The day"}
      about={dayWords(day, latest)}
      actions={
        <>
          <DayPicker day={day} latest={latest} onPick={pick} />
          {view === "money" && <Csv day={day} />}
        </>
      }
    >
      <Tabs
        label="Reports"
        tabs={VIEWS}
        current={view}
        onSelect={(key) => navigate(key === "money" ? "/owner" : `/owner/today/${key}`)}
      />
      {view === "kitchen" && <KitchenReport />}
      {view === "leaks" && <LeakReport />}
      {view === "audit" && <AuditList />}
      {view === "money" && (
        <Loader from={report} bones={<Bones />}>
          {(today) => <Day today={today} live={picked.value === null} />}
        </Loader>
      )}
    </OwnerPage>
  );
}

function Csv({ day }: { day: string }) {
  return (
    <Button
      testid="csv"
      onClick={() => void download(`/api/reports/today.csv?day=${day}`, `tiffin-${day}.csv`)}
    >
      <OwnerIcon name="download" /> CSV
    </Button>
  );
}

function Day({ today, live }: { today: Today; live: boolean }) {
  if (
    today.orders + today.cancelled === 0 &&
    today.open_bills === 0 &&
    today.collected_paise === 0
  ) {
    return live ? <Young /> : <Quiet />;
  }
  return (
    <div class="stack today" data-testid="today">
      <Figures today={today} />
      <Hours today={today} now={live ? hourNow(Date.now()) : null} />
      <div class="beside">
        <TopDishes items={today.top_items} />
        <div class="stack">
          <Taxes tax={today.tax} />
          <Methods methods={today.by_method} />
        </div>
      </div>
    </div>
  );
}

function Young() {
  return (
    <div class="state young" data-testid="young-day">
      <img src={tiffin} alt="" width="111" height="132" />
      <h2>The day is young</h2>
      <p>The first order shows here by itself. Until then, all is ready:</p>
      <div class="row wrap">
        <a class="btn" href="/owner/menu" onClick={follow}>
          Look over the menu
        </a>
        <a class="btn" href="/counter">
          Open the counter
        </a>
      </div>
    </div>
  );
}

function Quiet() {
  return (
    <Empty icon="clock" title="A quiet day">
      No orders were taken on this day.
    </Empty>
  );
}

function Bones() {
  return (
    <div class="stack">
      <Bone height="7rem" />
      <Bone height="21rem" />
      <div class="beside">
        <Bone height="20rem" />
        <Bone height="20rem" />
      </div>
    </div>
  );
}
