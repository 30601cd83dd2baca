import { useEffect, useRef, useState } from "preact/hooks";

export interface Bar {
  key: number;
  /** Under the bar. */
  label: string;
  /** Said and shown when the bar is pointed at. */
  says: string;
  shown: string;
  value: number;
  now?: boolean;
}

export interface ChartProps {
  title: string;
  bars: Bar[];
  top: number;
  ticks: { at: number; label: string }[];
}

const HEIGHT = 264;
const EDGE = { left: 52, right: 8, top: 36, bottom: 28 };

/** Columns by hour. Every column can be pointed at, tapped, or reached with the arrow keys. */
export function Chart({ title, bars, top, ticks }: ChartProps) {
  const [box, width] = useWidth();
  const [at, setAt] = useState<number | null>(null);
  const [reach, setReach] = useState(0);
  const step = (width - EDGE.left - EDGE.right) / bars.length;
  const y = (value: number) =>
    HEIGHT - EDGE.bottom - (value / top) * (HEIGHT - EDGE.top - EDGE.bottom);
  const every = Math.max(1, Math.ceil(44 / step));

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const ends = { Home: 0, End: bars.length - 1 }[event.key];
    if (by === undefined && ends === undefined) return;
    event.preventDefault();
    const next = ends ?? Math.min(bars.length - 1, Math.max(0, reach + (by ?? 0)));
    setReach(next);
    box.current?.querySelectorAll<SVGGElement>(".bar")[next]?.focus();
  }

  const shown = at === null ? null : bars[at];
  return (
    <div class="chart" ref={box}>
      <svg
        width={width}
        height={HEIGHT}
        role="group"
        aria-label={title}
        data-testid="hour-chart"
        onKeyDown={onKeyDown}
        onMouseLeave={() => setAt(null)}
      >
        {ticks.map((tick) => (
          <g key={tick.at} aria-hidden="true">
            <line
              class={tick.at === 0 ? "base" : "grid"}
              x1={EDGE.left}
              x2={width - EDGE.right}
              y1={y(tick.at)}
              y2={y(tick.at)}
            />
            <text class="tick" x={EDGE.left - 10} y={y(tick.at) + 4} text-anchor="end">
              {tick.label}
            </text>
          </g>
        ))}
        {bars.map((bar, index) => (
          <Column
            key={bar.key}
            bar={bar}
            x={EDGE.left + step * index}
            step={step}
            y={y(bar.value)}
            named={index % every === 0 || bar.now === true}
            picked={index === at}
            reachable={index === Math.min(reach, bars.length - 1)}
            onPick={(on) => {
              setAt(on ? index : null);
              if (on) setReach(index);
            }}
          />
        ))}
        {shown && at !== null && (
          <Bubble
            text={shown.shown}
            x={EDGE.left + step * (at + 0.5)}
            y={y(shown.value)}
            w={width}
          />
        )}
      </svg>
    </div>
  );
}

interface ColumnProps {
  bar: Bar;
  x: number;
  step: number;
  y: number;
  named: boolean;
  picked: boolean;
  reachable: boolean;
  onPick: (on: boolean) => void;
}

function Column({ bar, x, step, y, named, picked, reachable, onPick }: ColumnProps) {
  const floor = HEIGHT - EDGE.bottom;
  const width = Math.min(56, step * 0.68);
  const left = x + (step - width) / 2;
  const round = Math.min(6, width / 2, floor - y);
  const classes = ["bar"];
  if (picked) classes.push("picked");
  if (bar.now) classes.push("now");
  return (
    <g
      class={classes.join(" ")}
      role="img"
      aria-label={bar.says}
      tabIndex={reachable ? 0 : -1}
      onFocus={() => onPick(true)}
      onBlur={() => onPick(false)}
      onMouseEnter={() => onPick(true)}
      onClick={() => onPick(true)}
    >
      <rect class="reach" x={x} y={EDGE.top - 8} width={step} height={floor - EDGE.top + 8} />
      {bar.value > 0 && (
        <path
          class="fill"
          d={`M${left} ${floor}V${y + round}q0-${round} ${round}-${round}h${width - 2 * round}q${round} 0 ${round} ${round}V${floor}z`}
        />
      )}
      {named && (
        <text class="tick" x={x + step / 2} y={HEIGHT - 8} text-anchor="middle">
          {bar.label}
        </text>
      )}
    </g>
  );
}

/** The value above the column, kept inside the drawing. */
function Bubble({ text, x, y, w }: { text: string; x: number; y: number; w: number }) {
  const width = text.length * 7.2 + 20;
  const left = Math.min(Math.max(x - width / 2, 0), w - width);
  const top = Math.max(0, y - 36);
  return (
    <g class="bubble" aria-hidden="true">
      <rect x={left} y={top} width={width} height={28} rx={8} />
      <text x={left + width / 2} y={top + 19} text-anchor="middle">
        {text}
      </text>
    </g>
  );
}

/** Drawn in real pixels, so that words keep their size on every screen. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(240, element.clientWidth));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [box, width] as const;
}
