import type { ZReport } from "../../../api/schema";
import { Badge, Money } from "../../../look";
import { Panel } from "../../parts/page";
import { PAPERS } from "./words";

/** The numbers that were given out: the first, the last, and any that is on no paper. */
export function Papers({ z }: { z: ZReport }) {
  return (
    <Panel title="Numbers given out">
      {z.series.length === 0 && <p class="soft">No invoice was issued on this day.</p>}
      <ul class="z-series" data-testid="z-series">
        {z.series.map((one) => (
          <li key={one.kind + one.prefix}>
            <div class="row apart">
              <strong>
                {PAPERS[one.kind]} <span class="soft small num">× {one.count}</span>
              </strong>
              <Money paise={one.total_paise} />
            </div>
            <div class="row apart wrap">
              <span class="num soft">
                {one.first === one.last ? one.first : `${one.first} to ${one.last}`}
              </span>
              {one.missing.length === 0 ? (
                <Badge tone="good">no gap</Badge>
              ) : (
                <Badge tone="bad">missing: {one.missing.join(", ")}</Badge>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
