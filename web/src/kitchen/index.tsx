import { useEffect } from "preact/hooks";
import "./kitchen.css";
import "./ticket.css";
import type { Staff } from "../api/schema";
import { now } from "../staff/clock";
import { startSounds } from "../staff/sounds";
import { ageOf } from "./model/age";
import { Bar } from "./parts/bar";
import { Board } from "./parts/board";
import { isStale, NotConnected } from "./parts/trust";
import { hearLate, hush, touched } from "./state/ears";
import { listenToKeys } from "./state/keyboard";
import { arrived, feed, startStore } from "./state/store";

export function Kitchen({ staff }: { staff: Staff }) {
  useEffect(() => {
    startSounds();
    addEventListener("pointerup", lifted, true);
    const stops = [startStore(), listenToKeys(), listenForLate(), acknowledge(), hush];
    return () => {
      removeEventListener("pointerup", lifted, true);
      stops.forEach((stop) => stop());
    };
  }, []);

  const trust = feed.trust.value;
  const stale = isStale();
  return (
    <main class={stale ? "kitchen is-stale" : "kitchen"} data-testid="kitchen" data-trust={trust}>
      <Bar staff={staff} />
      {stale && <NotConnected />}
      <Board />
    </main>
  );
}

/** After the tap has done its work: what changes under a finger must not swallow it. */
function lifted(): void {
  setTimeout(touched, 100);
}

/** Tells the box what has been drawn. A hidden page draws nothing, and so says nothing. */
function acknowledge(): () => void {
  return arrived.subscribe((seq) => {
    if (seq > 0) requestAnimationFrame(() => feed.ack(seq));
  });
}

function listenForLate(): () => void {
  return now.subscribe((time) => {
    const state = feed.state.peek();
    if (!state) return;
    const late = state.slips.filter(
      (slip) => !slip.cancelled && ageOf(slip.fired_at, time, state).level === "late",
    );
    hearLate(late.map((slip) => slip.order_id));
  });
}
