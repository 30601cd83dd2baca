import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Bone, Empty, ErrorState, Loading } from "../../look";
import { type Box, type Column, flow } from "../model/flow";
import type { Slip } from "../model/slip";
import { feed, slips, station, waiting } from "../state/store";
import { TicketCard } from "./ticket";

const GAP = 12;
const NARROWEST = 296;

export function Board() {
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const all = slips.value;
  const trust = feed.trust.value;
  return (
    <div class="k-board" ref={area}>
      {feed.state.value === null ? (
        <NothingKnown />
      ) : all.length > 0 ? (
        size.height > 0 && <Rail slips={all} size={size} />
      ) : trust === "fresh" ? (
        <AllDone />
      ) : null}
    </div>
  );
}

function NothingKnown() {
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
    <ErrorState title="The board could not be read" onRetry={() => location.reload()}>
      {feed.problem.value || "The restaurant's box cannot be reached."} It is tried again by itself.
    </ErrorState>
  );
}

function AllDone() {
  const elsewhere = waiting.value[""] ?? 0;
  if (station.value && elsewhere > 0) {
    return (
      <Empty icon="check" title={`Nothing waits at ${station.value}.`}>
        {`${elsewhere} ${elsewhere === 1 ? "ticket waits" : "tickets wait"} at other stations.`}
      </Empty>
    );
  }
  return <Empty icon="check" title="All done. Nothing waits." />;
}

interface Size {
  width: number;
  height: number;
}

/** The tickets in columns; how they hang is decided in `flow`. */
function Rail({ slips, size }: { slips: Slip[]; size: Size }) {
  const heights = useRef(new Map<string, number>());
  const hung = useRef<Column[]>([]);
  const rail = useRef<HTMLDivElement>(null);
  const [, redraw] = useState(0);

  const columns = Math.max(1, Math.floor((size.width + GAP) / (NARROWEST + GAP)));
  const wide = (size.width - GAP * (columns - 1)) / columns;
  const boxes = slips.map((slip): Box => {
    const guess = guessHeight(slip);
    const span = Math.min(columns, Math.ceil(guess / size.height));
    const height = heights.current.get(slip.order_id) ?? guess / span;
    return { id: slip.order_id, height, span };
  });
  hung.current = flow(hung.current, boxes, { height: size.height, gap: GAP, columns });

  useLayoutEffect(() => {
    if (measure(rail.current, heights.current)) redraw((old) => old + 1);
  });

  const nth = new Map(slips.map((slip, at) => [slip.order_id, { slip, at }]));
  return (
    <>
      <div class="k-rail" ref={rail} data-testid="board">
        {hung.current.map((column) => (
          <div
            class="k-column"
            key={column.ids[0]}
            style={{ width: `${wide * column.span + GAP * (column.span - 1)}px` }}
          >
            {column.ids.map((id) => {
              const found = nth.get(id);
              if (!found) return null;
              return <TicketCard key={id} slip={found.slip} nth={found.at} span={column.span} />;
            })}
          </div>
        ))}
      </div>
      <Beyond rail={rail} columns={hung.current} />
    </>
  );
}

/** True when a ticket turned out to be higher or lower than thought. */
function measure(rail: HTMLDivElement | null, heights: Map<string, number>): boolean {
  let changed = false;
  for (const card of rail?.querySelectorAll<HTMLElement>("[data-order]") ?? []) {
    const id = card.dataset.order ?? "";
    const height = card.offsetHeight;
    if (Math.abs((heights.get(id) ?? 0) - height) > 2) {
      heights.set(id, height);
      changed = true;
    }
  }
  return changed;
}

/** Before a ticket is drawn: as high as its words will probably make it. */
function guessHeight(slip: Slip): number {
  const lines = slip.lines.map((line) => {
    const rows = Math.ceil((line.name.length + line.variant_name.length) / 18);
    const extras = line.modifiers.map((one) => one.name).join(", ").length;
    const words = Math.ceil(extras / 20) + Math.ceil(line.special_instructions.length / 19);
    return 26 + 30 * (rows + words);
  });
  const notes = slip.notes ? 30 * Math.ceil(slip.notes.length / 22) + 16 : 0;
  return 160 + notes + lines.reduce((sum, one) => sum + one, 0);
}

/** How many tickets hang beyond the right edge, and the way to them. */
function Beyond({
  rail,
  columns,
}: {
  rail: { current: HTMLDivElement | null };
  columns: Column[];
}) {
  const [hidden, setHidden] = useState(0);
  useEffect(() => {
    const box = rail.current;
    if (!box) return;
    const count = () => {
      const edge = box.scrollLeft + box.clientWidth - 40;
      let left = 0;
      for (const column of box.querySelectorAll<HTMLElement>(".k-column")) {
        if (column.offsetLeft > edge) left += column.childElementCount;
      }
      setHidden(left);
    };
    count();
    box.addEventListener("scroll", count, { passive: true });
    return () => box.removeEventListener("scroll", count);
  }, [columns]);
  if (hidden === 0) return null;
  const forward = () =>
    rail.current?.scrollBy({ left: rail.current.clientWidth, behavior: "smooth" });
  return (
    <button type="button" class="k-beyond" data-testid="beyond" onClick={forward}>
      {hidden} more →
    </button>
  );
}

function useSize(area: { current: HTMLDivElement | null }): Size {
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
