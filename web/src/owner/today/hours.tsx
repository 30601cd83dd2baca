import { useState } from "preact/hooks";
import type { Today } from "../../api/schema";
import { formatMoney } from "../../look";
import { Choice } from "../parts/controls";
import { Panel } from "../parts/page";
import { Chart } from "./chart";
import { axis, type Hour, hourSpan, hoursShown, hourWord, shortMoney, wholeAxis } from "./scale";

type Measure = "rupees" | "orders";

export function Hours({ today, now }: { today: Today; now: number | null }) {
  const [measure, setMeasure] = useState<Measure>("rupees");
  const hours = hoursShown(today.by_hour, now);
  const value = (one: Hour) => (measure === "rupees" ? one.revenue_paise : one.orders);
  const highest = Math.max(0, ...hours.map(value));
  const { top, ticks } = measure === "rupees" ? axis(highest) : wholeAxis(highest);
  const word = (one: number) => (measure === "rupees" ? shortMoney(one) : String(one));
  const full = (one: Hour) =>
    measure === "rupees" ? formatMoney(one.revenue_paise) : orderWords(one.orders);
  return (
    <Panel
      title="By the hour"
      about="When orders were placed, and what they came to with tax."
      actions={
        <Choice
          label="What the columns show"
          hideLabel
          options={[
            { key: "rupees", label: "Rupees" },
            { key: "orders", label: "Orders" },
          ]}
          value={measure}
          onChange={setMeasure}
          testid="chart-measure"
        />
      }
    >
      <Chart
        title={`${measure === "rupees" ? "Rupees ordered" : "Orders"} by the hour`}
        bars={hours.map((one) => ({
          key: one.hour,
          label: one.hour === now ? "now" : hourWord(one.hour),
          says: `${hourSpan(one.hour)}: ${formatMoney(one.revenue_paise)}, ${orderWords(one.orders)}`,
          shown: `${hourWord(one.hour)} · ${full(one)}`,
          value: value(one),
          now: one.hour === now,
        }))}
        top={top}
        ticks={ticks.map((at) => ({ at, label: word(at) }))}
      />
      <details class="as-table">
        <summary>The same as a table</summary>
        <div class="scroll">
          <table class="grid">
            <thead>
              <tr>
                <th scope="col">Hour</th>
                <th scope="col" class="right">
                  Orders
                </th>
                <th scope="col" class="right">
                  Came to
                </th>
              </tr>
            </thead>
            <tbody>
              {hours.map((one) => (
                <tr key={one.hour}>
                  <th scope="row">{hourSpan(one.hour)}</th>
                  <td class="right num">{one.orders}</td>
                  <td class="right num">{formatMoney(one.revenue_paise)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </Panel>
  );
}

export function orderWords(count: number): string {
  return count === 1 ? "1 order" : `${count} orders`;
}
