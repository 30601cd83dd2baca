import { effect } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { lang, setLang } from "../app/i18n";
import "./kitchen.css";
import "./ticket.css";
import "./line.css";
import { startSounds } from "../staff/sounds";
import { Later, preload } from "./later";
import { Bar } from "./parts/bar";
import { Board, NothingKnown } from "./parts/board";
import { MissedBar, SoundBar } from "./parts/notices";
import { isStale, NotConnected } from "./parts/trust";
import { stayAwake } from "./state/awake";
import { watchDrawn } from "./state/drawn";
import { listen, touch } from "./state/ears";
import { listenToKeys } from "./state/keyboard";
import { watchMissed } from "./state/missed";
import { choice, sheet } from "./state/screen";
import { feed, startStore } from "./state/store";

export function Kitchen() {
  const ready = useLanguage();
  useEffect(() => {
    startSounds();
    addEventListener("pointerup", lifted, true);
    // Marks are compared with the first board: who watches them has to be there before it.
    const stops = [watchMissed(), startStore(), watchDrawn(), listen()];
    stops.push(listenToKeys(), stayAwake(), acknowledge(), preload());
    return () => {
      removeEventListener("pointerup", lifted, true);
      stops.forEach((stop) => stop());
    };
  }, []);

  if (!ready) return null;
  const { view, size } = choice.value;
  const stale = isStale();
  const classes = ["kitchen", `view-${view}`, `size-${size}`];
  if (stale) classes.push("is-stale");
  return (
    <main class={classes.join(" ")} data-testid="kitchen" data-trust={feed.trust.value}>
      {stale && <NotConnected />}
      {view !== "numbers" && <SoundBar />}
      <MissedBar />
      {view === "station" ? (
        <Board />
      ) : (
        <section class="k-board" data-view={view}>
          {feed.state.value === null ? <NothingKnown /> : <Later part={view} />}
        </section>
      )}
      <Bar />
      {sheet.value && <Later part={sheet.value} />}
    </main>
  );
}

/** Who reads Hindi sees Hindi from the first moment; without it, English is better than nothing. */
function useLanguage(): boolean {
  const [ready, setReady] = useState(lang.peek() !== "hi");
  useEffect(() => {
    if (ready) return;
    void setLang("hi").then((had) => {
      if (!had) lang.value = "en";
      setReady(true);
    });
  }, []);
  return ready;
}

/** After the tap has done its work: what changes under a finger must not swallow it. */
function lifted(): void {
  setTimeout(touch, 100);
}

/** How far this screen has followed, for the box's own list of screens. */
function acknowledge(): () => void {
  return effect(() => {
    const seq = feed.state.value?.seq ?? 0;
    if (seq > 0) requestAnimationFrame(() => feed.ack(seq));
  });
}
