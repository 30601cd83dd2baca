import { useEffect, useMemo } from "preact/hooks";
import type { ZReport } from "../../../api/schema";
import { formatDay, formatTime } from "../../../app/i18n";
import { follow } from "../../../app/router";
import { Bone, Button, Icon } from "../../../look";
import { api } from "../../../staff/session";
import { download } from "../../parts/download";
import { OwnerIcon } from "../../parts/icons";
import { createLoaded } from "../../parts/load";
import { Loader } from "../../parts/loader";
import { businessDay, dayWords } from "../../today/day";
import { CashAndDrawers } from "./cash";
import { Given } from "./given";
import { Liquor } from "./liquor";
import { Headline, Payments, Sales, Taxes } from "./money";
import { Papers } from "./papers";

/** A closed day's report, as it was issued. */
export function ZPage({ day }: { day: string }) {
  const report = useMemo(() => createLoaded(() => api.get<ZReport>(`/api/days/${day}/z`)), [day]);
  const words = dayWords(day, businessDay(Date.now()));
  useEffect(() => {
    document.title = `Z report, ${words} · Owner`;
    scrollTo(0, 0);
  }, [words]);
  return (
    <div class="page z">
      <a class="z-back" href="/owner/days" onClick={follow} data-testid="to-days">
        <Icon name="back" /> All days
      </a>
      <Loader from={report} bones={<Bone height="30rem" />}>
        {(z) => <Report z={z} words={words} />}
      </Loader>
    </div>
  );
}

function Report({ z, words }: { z: ZReport; words: string }) {
  const day = z.business_day;
  const span = `from=${day}&to=${day}`;
  const file = (word: string, path: string, name: string, id: string) => (
    <Button testid={id} onClick={() => void download(path, `${name}-${day}.csv`)}>
      <OwnerIcon name="download" /> {word}
    </Button>
  );
  return (
    <div class="stack" data-testid="z-report">
      <header class="page-head">
        <div class="grow">
          <p class="soft z-house">
            {z.house}
            {z.gstin && <span class="num"> · GSTIN {z.gstin}</span>}
          </p>
          <h1>
            Z {z.number} <span class="z-day">{words}</span>
          </h1>
          <p class="soft small">
            {formatDay(z.from)}, {formatTime(z.from)} to {formatDay(z.to)}, {formatTime(z.to)} ·
            closed by {z.issued_by}, {formatDay(z.issued_at)}, {formatTime(z.issued_at)}
          </p>
        </div>
        <div class="page-actions">
          {file("Z report", `/api/days/${day}/z.csv`, "z", "z-csv")}
          {file("Journal", `/api/reports/journal.csv?${span}`, "journal", "z-journal")}
          {file("GSTR-1", `/api/reports/gstr1.csv?${span}`, "gstr1", "z-gstr1")}
          <Button testid="z-print" onClick={() => print()}>
            <OwnerIcon name="print" /> Print
          </Button>
        </div>
      </header>
      <Headline z={z} />
      <div class="z-columns">
        <Sales z={z} />
        <Payments z={z} />
        <Taxes z={z} />
        <Liquor z={z} />
        <CashAndDrawers z={z} />
        <Papers z={z} />
        <Given z={z} />
      </div>
    </div>
  );
}
