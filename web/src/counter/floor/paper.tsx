import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Ticket } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Bone, Button, ErrorState, Loading, Sheet } from "../../look";
import { printersOf, readPrinters } from "../../staff/print";
import type { Unseen } from "../model/delivery";
import { busy } from "../state/acts";
import { markPrinted, readTicket } from "../state/kitchen";
import { printTicket } from "../state/print";

type Read = Ticket | "gone" | "failed" | null;

/** The ticket as it will lie in the kitchen. It counts as seen once somebody says it is on paper. */
export function PaperSheet({ unseen, onClose }: { unseen: Unseen; onClose: () => void }) {
  const [ticket, setTicket] = useState<Read>(null);
  const [printed, setPrinted] = useState(false);
  function read() {
    setTicket(null);
    readTicket(unseen.station, unseen.ticket_id).then(
      (found) => setTicket(found ?? "gone"),
      () => setTicket("failed"),
    );
  }
  useEffect(read, [unseen.ticket_id]);
  useEffect(readPrinters, []);
  // The box chooses among a station's printers: one button is enough.
  const there = printersOf(unseen.station).slice(0, 1);
  const paper = ticket !== null && typeof ticket === "object" ? ticket : null;

  // Printed is what stands apart from the page, which the printer leaves out.
  useEffect(() => {
    if (!paper) return;
    const host = document.createElement("div");
    host.className = "paper";
    document.body.append(host);
    render(<Slip ticket={paper} />, host);
    return () => {
      render(null, host);
      host.remove();
    };
  }, [paper]);

  async function confirmPrinted() {
    if (await markPrinted(unseen.ticket_id)) onClose();
  }
  return (
    <Sheet
      title={`Ticket ${unseen.number} for ${unseen.station}`}
      onClose={onClose}
      foot={
        paper && (
          <div class="row wrap">
            {there.map((one) => (
              <Button
                key={one.id}
                size="big"
                class="grow"
                busy={busy.value.has(`print-${unseen.ticket_id}`)}
                testid="print-there"
                onClick={() => {
                  void printTicket(unseen.ticket_id).then((sent) => sent && setPrinted(true));
                }}
              >
                On “{one.name}”
              </Button>
            ))}
            <Button
              size="big"
              kind={printed ? "normal" : "primary"}
              class="grow"
              testid="print-ticket"
              onClick={() => {
                window.print();
                setPrinted(true);
              }}
            >
              {printed ? "Print again" : "Print"}
            </Button>
            {printed && (
              <Button
                size="big"
                kind="primary"
                class="grow"
                busy={busy.value.has(`printed-${unseen.ticket_id}`)}
                testid="printed"
                onClick={() => void confirmPrinted()}
              >
                It is on paper
              </Button>
            )}
          </div>
        )
      }
    >
      {ticket === null && (
        <Loading>
          <Bone height="12rem" />
        </Loading>
      )}
      {ticket === "failed" && <ErrorState title="The ticket could not be read" onRetry={read} />}
      {ticket === "gone" && (
        <p>It is no longer on {unseen.station}'s board: it was cooked, cancelled or recalled.</p>
      )}
      {paper && (
        <div class="paper-preview">
          <Slip ticket={paper} />
        </div>
      )}
    </Sheet>
  );
}

/** 80 mm of paper: what, how many, for which table; big enough for a pass rail. */
function Slip({ ticket }: { ticket: Ticket }) {
  return (
    <div class="slip">
      <p class="slip-head">
        <b>{ticket.station}</b> <span>{ticket.seq}</span>
      </p>
      <p class="slip-table">
        Table <b>{ticket.table_name}</b>
      </p>
      <p>
        Order {ticket.number} · course {ticket.course} · {formatTime(ticket.fired_at)} ·{" "}
        {ticket.placed_by}
      </p>
      {ticket.is_rush && <p class="slip-rush">RUSH</p>}
      <ul>
        {ticket.lines.map((line) => (
          <li key={line.id}>
            <b>
              {line.quantity} × {line.name} {line.variant_name}
            </b>
            {line.modifiers.length > 0 && <span>{line.modifiers.join(", ")}</span>}
            {line.special_instructions && (
              <span class="slip-note">{line.special_instructions}</span>
            )}
            {line.seat !== null && <span>Seat {line.seat}</span>}
          </li>
        ))}
      </ul>
      {ticket.notes && <p class="slip-note">{ticket.notes}</p>}
      {ticket.elsewhere.length > 0 && (
        <p>Also at: {ticket.elsewhere.map((one) => one.station).join(", ")}</p>
      )}
    </div>
  );
}
