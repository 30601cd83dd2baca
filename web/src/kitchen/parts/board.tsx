import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Bone, Empty, ErrorState, Loading } from "../../look";
import type { Card } from "../model/card";
import { choice } from "../state/screen";
import { cards, feed, waiting } from "../state/store";
import { say } from "../words";
import { type Hung, Rail } from "./rail";
import { TicketCard } from "./ticket";

export interface Size {
  width: number;
  height: number;
}

export function Board() {
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const all = cards.value;
  return (
    <div class="k-board" ref={area}>
      {feed.state.value === null ? (
        <NothingKnown />
      ) : all.length > 0 ? (
        size.height > 0 && (
          <Rail
            items={all.map(hang)}
            size={size}
            draw={(nth, span) => {
              const card = all[nth];
              return card && <TicketCard key={card.key} card={card} nth={nth} span={span} />;
            }}
          />
        )
      ) : feed.trust.value === "fresh" ? (
        <NothingWaits />
      ) : null}
    </div>
  );
}

export function NothingKnown() {
  if (feed.trust.value === "loading") {
    return (
      <Loading>
        <div class="k-bones">
          {[1, 2, 3, 4].map((bone) => (
            <Bone key={bone} height="20rem" />
          ))}
        </div>
      </Loading>
    );
  }
  return (
    <ErrorState title={say("unread")} onRetry={() => location.reload()}>
      {say("unreadWhy", feed.problem.value || say("noBox"))}
    </ErrorState>
  );
}

/** Only ever shown by a screen that is sure of it. */
export function NothingWaits() {
  const { stations } = choice.value;
  const elsewhere = waiting.value[""] ?? 0;
  if (stations.length === 0) return <Empty icon="check" title={say("nothingWaits")} />;
  return (
    <Empty icon="check" title={say("nothingHere", stations.join(", "))}>
      {elsewhere > 0 && say("elsewhere", elsewhere)}
    </Empty>
  );
}

export function useSize(area: { current: HTMLDivElement | null }): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return;
    const look = () => setSize({ width: box.clientWidth, height: box.clientHeight });
    look();
    const watch = new ResizeObserver(look);
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  return size;
}

/** Before a ticket is drawn: as high as its words will probably make it. */
function hang(card: Card): Hung {
  const lines = card.lines.map((line) => {
    const rows = Math.ceil((line.name.length + line.variant_name.length) / 18);
    const extras = Math.ceil(line.modifiers.join(", ").length / 20);
    return 34 + 30 * (rows + extras + Math.ceil(line.special_instructions.length / 19));
  });
  const notes = card.notes ? 30 * Math.ceil(card.notes.length / 22) + 16 : 0;
  const more = 40 * card.held.length + 110 * card.changes.length + 34 * card.elsewhere.length;
  const { key, number } = card;
  const guess = 150 + notes + more + lines.reduce((sum, one) => sum + one, 0);
  return { key, number, guess, shape: `${guess}` };
}
