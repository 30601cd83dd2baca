import type { Ticket } from "../../api/schema";
import { formatTime } from "../../app/i18n";
import { Button, Empty, Sheet } from "../../look";
import { recall, unsettled } from "../state/acts";
import { feed } from "../state/store";

/** What was done last, to bring back what left too early. */
export function RecentDrawer({ onClose }: { onClose: () => void }) {
  const recent = feed.state.value?.recent ?? [];
  return (
    <Sheet title="Done in the last half hour" onClose={onClose} wide>
      {recent.length === 0 ? (
        <Empty title="Nothing done yet">
          Tickets that leave the board wait here for half an hour.
        </Empty>
      ) : (
        <ul class="k-recent">
          {recent.map((ticket) => (
            <Recent key={ticket.order_id} ticket={ticket} onRecalled={onClose} />
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function Recent({ ticket, onRecalled }: { ticket: Ticket; onRecalled: () => void }) {
  const under = unsettled.value.some((act) => act.order_id === ticket.order_id);
  const done = ticket.lines.map((line) => line.done_at ?? "").sort();
  const at = done[done.length - 1];
  return (
    <li data-testid={`recent-${ticket.number}`}>
      <div class="k-recent-head">
        <strong class="num">{ticket.number}</strong>
        <span>Table {ticket.table_name}</span>
        {at && <span class="soft num">{formatTime(at)}</span>}
      </div>
      <p class="grow">{ticket.lines.map((line) => `${line.quantity} ${line.name}`).join(" · ")}</p>
      {ticket.status === "READY" ? (
        <Button
          size="big"
          busy={under}
          testid={`recall-${ticket.number}`}
          onClick={() => {
            recall(ticket.order_id);
            onRecalled();
          }}
        >
          Recall
        </Button>
      ) : (
        <span class="soft">Served</span>
      )}
    </li>
  );
}
