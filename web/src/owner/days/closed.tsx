import { useState } from "preact/hooks";
import type { Days } from "../../api/schema";
import { asApiError } from "../../app/api";
import { formatTime } from "../../app/i18n";
import { follow } from "../../app/router";
import { Button, Icon, Money, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { Panel } from "../parts/page";
import { dayWords } from "../today/day";

/** Days whose books are closed, the newest first, page by page. */
export function ClosedDays({ days }: { days: Days }) {
  const [more, setMore] = useState<Days[]>([]);
  const [busy, setBusy] = useState(false);
  const last = more[more.length - 1] ?? days;
  const closed = [days, ...more].flatMap((page) => page.items).filter((day) => day.closed_at);

  async function read() {
    setBusy(true);
    try {
      const page = await api.get<Days>(`/api/days?limit=31&cursor=${last.next_cursor}`);
      setMore([...more, page]);
    } catch (problem) {
      toast(sorry(asApiError(problem)), { bad: true });
    } finally {
      setBusy(false);
    }
  }
  return (
    <Panel title="Closed days" flush>
      {closed.length === 0 && (
        <p class="inset soft">No day has been closed yet. Its Z report will stand here.</p>
      )}
      <ul class="rows" data-testid="closed-days">
        {closed.map((day) => (
          <li key={day.business_day}>
            <a
              class="row-button"
              href={`/owner/days/${day.business_day}`}
              onClick={follow}
              data-testid={`z-${day.business_day}`}
            >
              <span class="grow">
                <strong>{dayWords(day.business_day, days.today)}</strong>
                <span class="soft small">
                  Z {day.number} · closed at {formatTime(day.closed_at ?? "")} by {day.closed_by}
                </span>
              </span>
              <Money paise={day.total_paise ?? 0} />
              <Icon name="next" />
            </a>
          </li>
        ))}
      </ul>
      {last.next_cursor && (
        <div class="inset">
          <Button busy={busy} wide testid="more-days" onClick={() => void read()}>
            Show earlier days
          </Button>
        </div>
      )}
    </Panel>
  );
}
