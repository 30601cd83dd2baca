import type { Change } from "../../api/schema";
import { Icon } from "../../look";
import { confirmChange } from "../state/acts";
import { say } from "../words";

/** What the cook had been told otherwise: old and new, until a tap says that it was understood. */
export function ChangeRow({ change, keyed }: { change: Change; keyed: boolean }) {
  const { old_quantity: old, new_quantity: now, old_note, new_note } = change;
  const gone = change.kind === "CANCELLED" || now === 0;
  return (
    <button
      type="button"
      class={gone ? "change gone" : "change"}
      data-testid={`change-${change.number}`}
      onClick={() => confirmChange(change.ticket_id, change.id)}
    >
      <span class="change-what">
        <Icon name={gone ? "close" : "edit"} size="1.75rem" />
        <strong>{say(gone ? "cancelled" : "changed")}</strong>
        {keyed && <kbd>C</kbd>}
      </span>
      <span class="change-food">
        {old !== now && (
          <>
            <s class="num">{old}</s> <b class="num">→ {now}</b>{" "}
          </>
        )}
        {gone ? <s>{change.name}</s> : change.name} {change.variant_name}
      </span>
      {old_note !== new_note && (
        <span class="change-note">
          {old_note && <s>{old_note}</s>} {new_note && <b>{new_note}</b>}
        </span>
      )}
      {(change.reason || change.by) && (
        <small>{[change.reason, say("byWhom", change.by)].filter(Boolean).join(" · ")}</small>
      )}
      <span class="change-ask">{say("confirm")}</span>
    </button>
  );
}
