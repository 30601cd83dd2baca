import { useEffect, useState } from "preact/hooks";
import type { Bill, Claim, Claims, Table } from "../../api/schema";
import { Icon, Money } from "../../look";
import { api, may, TILL } from "../../staff/session";
import { elapsed, now } from "../../staff/clock";
import { taking } from "../pay/pay";
import { go } from "../state/where";

/** What guests have chosen on their phones and not paid yet; a tap takes one's money. */
export function OnPhones({ bill, table }: { bill: Bill; table: Table }) {
  const [claims, setClaims] = useState<Claim[]>([]);
  useEffect(() => {
    let stale = false;
    api.get<Claims>(`/api/bills/${bill.id}/claims`).then(
      (found) => !stale && setClaims(found.items),
      // The bill can be paid without it.
      () => undefined,
    );
    return () => void (stale = true);
  }, [bill.id, bill.version]);
  const held = claims.filter((one) => Date.parse(one.held_until) > now.value);
  if (held.length === 0) return null;
  return (
    <section class="parts" aria-label="Chosen on their phones">
      <h3>Chosen on their phones</h3>
      <ul>
        {held.map((claim) => (
          <Held key={claim.id} claim={claim} table={table} />
        ))}
      </ul>
    </section>
  );
}

function Held({ claim, table }: { claim: Claim; table: Table }) {
  const left = elapsed(Date.parse(claim.held_until) - now.value);
  const words = (
    <>
      <span class="grow">
        <strong>{claim.who || "A guest"}</strong>
        <small class="soft num">
          {claim.is_paying ? "has opened the payment page" : "kept for them"}, {left}
        </small>
      </span>
      <Money paise={claim.amount_paise} strong />
    </>
  );
  if (!may(...TILL)) {
    return (
      <li>
        <div class="part">{words}</div>
      </li>
    );
  }
  return (
    <li data-testid={`claim-${claim.who}`}>
      <button
        type="button"
        class="part"
        onClick={() => {
          taking.value = claim;
          go({
            at: "pay",
            table: table.id,
            ...(claim.part_id ? { part: claim.part_id } : {}),
          });
        }}
      >
        {words}
        <Icon name="next" />
      </button>
    </li>
  );
}
