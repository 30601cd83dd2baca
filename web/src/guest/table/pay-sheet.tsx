import { useEffect, useRef } from "preact/hooks";
import type { Bill } from "../../api/schema";
import { Bone, Loading, Sheet } from "../../look";
import { choose, choosing, claims, notice } from "../state/claims";
import { closeSheet } from "../state/nav";
import { bill } from "../state/orders";
import { say } from "../table-words";
import { ChooseSheet } from "./choose-sheet";
import { PayClaim } from "./pay-claim";
import { useMyClaim } from "./held";

/** From the phone: first what is paid, which is then held, then how. The box says what is paid. */
export function PaySheet({ part }: { part: string | undefined }) {
  const now = bill.value;
  useEffect(() => () => void (notice.value = ""), []);
  if (!now || now.due_paise === 0) {
    return (
      <Sheet title={say("payFromPhone")} onClose={closeSheet}>
        <p>{notice.value || say("nothingDue")}</p>
      </Sheet>
    );
  }
  return <Pay bill={now} part={part} />;
}

function Pay({ bill: now, part }: { bill: Bill; part: string | undefined }) {
  const mine = useMyClaim(now);
  const known = claims.value;
  const tapped = useRef(part);
  // Whoever taps a part has chosen it; once, for they may then choose something else.
  useEffect(() => {
    const wanted = tapped.current;
    if (!wanted || !known) return;
    tapped.current = undefined;
    if (mine?.part_id !== wanted) void choose(now.id, { how: "PART", part_id: wanted });
  }, [known !== null]);
  const waits = !known || tapped.current !== undefined || (part && choosing.value && !mine);
  if (waits) {
    return (
      <Sheet title={say("payFromPhone")} onClose={closeSheet}>
        <Loading>
          <Bone height="16rem" />
        </Loading>
      </Sheet>
    );
  }
  return mine ? (
    <PayClaim key={mine.id} bill={now} claim={mine} />
  ) : (
    <ChooseSheet bill={now} claims={known} />
  );
}
