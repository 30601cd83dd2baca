import { useState } from "preact/hooks";
import type { Printer, PrintJob } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Badge, Button, Icon, Sheet } from "../../look";
import { OwnerIcon } from "../parts/icons";
import { Panel } from "../parts/page";
import { asking, drop, retry } from "./store";
import { PRINT_STATES, PRINTS } from "./words";

export interface WaitingProps {
  jobs: PrintJob[];
  printers: Printer[];
}

const SHOWN = 30;

/** What has not come out yet. What may have is printed again only when somebody says so. */
export function Waiting({ jobs, printers }: WaitingProps) {
  const [moving, setMoving] = useState<PrintJob | null>(null);
  const others = printers.filter((one) => one.is_active && one.id !== moving?.printer_id);
  return (
    <Panel
      title={
        jobs.length === 1 ? "1 print has not come out" : `${jobs.length} prints have not come out`
      }
      about="They are tried again by themselves. What was cut off is not: look at the printer first."
      flush
    >
      <ul class="rows" data-testid="waiting-prints">
        {jobs.slice(0, SHOWN).map((job) => (
          <Job key={job.id} job={job} onElsewhere={() => setMoving(job)} />
        ))}
      </ul>
      {jobs.length > SHOWN && <p class="inset soft">And {jobs.length - SHOWN} more.</p>}
      {moving && (
        <Sheet
          title={`${PRINTS[moving.kind]}, number ${moving.number}: where?`}
          onClose={() => setMoving(null)}
        >
          <div class="stack tight">
            {others.length === 0 && <p>There is no other printer that is on.</p>}
            {others.map((one) => (
              <Button
                key={one.id}
                size="big"
                wide
                testid={`to-${one.name}`}
                onClick={() => {
                  void retry(moving, one);
                  setMoving(null);
                }}
              >
                {one.name}
              </Button>
            ))}
          </div>
        </Sheet>
      )}
    </Panel>
  );
}

const TONES = { UNKNOWN: "bad", FAILED: "bad", SENDING: "wait", QUEUED: "wait" } as const;

function Job({ job, onElsewhere }: { job: PrintJob; onElsewhere: () => void }) {
  const busy = asking.value.has(job.id);
  const tone = job.state in TONES ? TONES[job.state as keyof typeof TONES] : "plain";
  return (
    <li class="print-job" data-testid={`print-${job.number}`} data-state={job.state}>
      <div class="grow">
        <Name job={job} /> <Badge tone={tone}>{PRINT_STATES[job.state]}</Badge>
        <p class="soft small">
          {job.printer_name} · {formatTime(job.at)}
          {job.tries > 1 && ` · tried ${job.tries} times`}
        </p>
        {job.error && <p class="small printer-error">{job.error}</p>}
      </div>
      {job.state !== "SENDING" && (
        <div class="row wrap">
          {job.state === "UNKNOWN" && (
            <Button busy={busy} testid="came-out" onClick={() => void drop(job, true)}>
              <Icon name="check" /> It came out
            </Button>
          )}
          {job.state !== "QUEUED" && (
            <Button busy={busy} testid="print-again" onClick={() => void retry(job)}>
              Print again
            </Button>
          )}
          <Button busy={busy} testid="print-elsewhere" onClick={onElsewhere}>
            Elsewhere
          </Button>
          <Button
            kind="danger"
            busy={busy}
            testid="drop-print"
            onClick={() => void drop(job, false)}
          >
            Drop
          </Button>
        </div>
      )}
    </li>
  );
}

function Name({ job }: { job: PrintJob }) {
  return (
    <strong>
      {PRINTS[job.kind]} <span class="soft num">{job.number}</span>
      {job.copy > 0 && <span class="soft"> copy {job.copy}</span>}
    </strong>
  );
}

export function Over({ jobs }: { jobs: PrintJob[] }) {
  return (
    <Panel title="Printed last" flush>
      <ul class="rows" data-testid="over-prints">
        {jobs.map((job) => (
          <li key={job.id} class="print-job" data-state={job.state}>
            {job.state === "SENT" ? (
              <OwnerIcon name="print" size="1.25rem" />
            ) : (
              <Icon name="close" size="1.25rem" />
            )}
            <span class="grow">
              <Name job={job} />
              <span class="soft small">
                {" "}
                {PRINT_STATES[job.state]} · {job.printer_name}
                {job.who !== "box" && ` · ${job.who}`}
              </span>
            </span>
            <span class="soft small num">{formatTime(job.ended_at ?? job.at)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
