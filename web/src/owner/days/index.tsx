import { useState } from "preact/hooks";
import type { Days, ZReport } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Bone, Button, confirm, Empty, formatMoney, Icon, Money, toast } from "../../look";
import { api } from "../../staff/session";
import { download } from "../parts/download";
import { sorry } from "../parts/errors";
import { createLoaded } from "../parts/load";
import { Loader } from "../parts/loader";
import { OwnerPage, Panel } from "../parts/page";
import { useSave } from "../parts/save";
import { openOf } from "./open";

const days = createLoaded(() => api.get<Days>("/api/days"), ["bill"]);

/** Business days, and the closing of their books. */
export function DaysPage() {
  const [shown, setShown] = useState<ZReport | null>(null);
  return (
    <OwnerPage title="Days" about="A closed day never changes; its Z report stays to the paisa.">
      <Loader from={days} bones={<Bone height="20rem" />}>
        {(all) => (
          <div class="stack">
            {shown && <Z report={shown} />}
            {all.items.length === 0 && <Empty icon="clock" title="No day has begun yet" />}
            {all.items.map((day) => (
              <Day
                key={day.business_day}
                day={day}
                isToday={day.business_day === all.today}
                onShow={setShown}
              />
            ))}
          </div>
        )}
      </Loader>
    </OwnerPage>
  );
}

interface DayProps {
  day: Days["items"][number];
  isToday: boolean;
  onShow: (report: ZReport) => void;
}

function Day({ day, isToday, onShow }: DayProps) {
  const name = day.business_day;
  const closing = useSave(async (body: object, key: string) => {
    onShow(await api.post<ZReport>(`/api/days/${name}/close`, body, { key }));
    void days.load();
    toast(`${name} is closed`);
  });
  async function close() {
    const sure = await confirm({
      title: `Close the books of ${name}?`,
      text: "It cannot be opened again. What happens from now on belongs to the next day.",
      yes: "Close the day",
    });
    if (sure) await closing.run({});
  }
  const open = openOf(closing.error);
  return (
    <Panel
      title={isToday ? `${name}, today` : name}
      about={
        day.closed_at
          ? `Z ${day.number}, closed at ${formatTime(day.closed_at)} by ${day.closed_by}`
          : "Its books are open"
      }
      actions={
        day.closed_at ? (
          <Button
            testid={`z-${name}`}
            onClick={() => void api.get<ZReport>(`/api/days/${name}/z`).then(onShow)}
          >
            {formatMoney(day.total_paise ?? 0)}
          </Button>
        ) : (
          <Button
            kind="primary"
            busy={closing.busy}
            testid={`close-${name}`}
            onClick={() => void close()}
          >
            Close the day
          </Button>
        )
      }
    >
      {open.length > 0 ? (
        <ul role="alert" data-testid="day-open">
          {open.map((words) => (
            <li key={words}>
              <Icon name="warn" size="1rem" /> {words}
            </li>
          ))}
        </ul>
      ) : (
        closing.error && <p role="alert">{sorry(closing.error)}</p>
      )}
    </Panel>
  );
}

function Z({ report }: { report: ZReport }) {
  const { sales } = report;
  const rows: [string, number][] = [
    ["Dishes", sales.items_paise],
    ["Discounts", -sales.discount_paise],
    ["Taxable", sales.taxable_paise],
    ["Tax", sales.tax_paise],
    ["Round off", sales.round_off_paise],
    ["Total", sales.total_paise],
    ...report.payments.map((one): [string, number] => [
      `${one.method} × ${one.count}`,
      one.amount_paise,
    ]),
    ["Tips", report.tips_paise],
    ["Credit notes", -report.credit_notes.total_paise],
    ["Drawers over", report.over_paise],
    ["Drawers short", -report.short_paise],
  ];
  return (
    <Panel
      title={`Z ${report.number}, ${report.business_day}`}
      about={`${sales.bills} bills, ${sales.covers} covers`}
      actions={
        <Button
          onClick={() =>
            void download(`/api/days/${report.business_day}/z.csv`, `z-${report.business_day}.csv`)
          }
        >
          CSV
        </Button>
      }
    >
      <dl data-testid="z-report">
        {rows.map(([word, paise]) => (
          <div key={word} class="row apart">
            <dt>{word}</dt>
            <dd>
              <Money paise={paise} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
