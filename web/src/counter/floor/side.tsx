import { Empty } from "../../look";
import { byNumber } from "../model/state";
import { feed, tiles } from "../state/store";
import { OrderCard } from "../table/order-card";
import { Codes, liveCodes } from "./codes";

/** Beside the floor on a wide screen, while no table is chosen: what to do next. */
export function Side() {
  const ready = (feed.state.value?.orders ?? [])
    .filter((order) => order.status === "READY")
    .sort(byNumber);
  const guests = tiles.value.reduce((sum, tile) => sum + (tile.table.sitting?.covers ?? 0), 0);
  const taken = tiles.value.filter((tile) => tile.table.sitting).length;
  return (
    <div class="side">
      <p class="side-sum soft">
        <strong class="num">{guests}</strong> guests at <strong class="num">{taken}</strong> of{" "}
        <strong class="num">{tiles.value.length}</strong> tables
      </p>
      {liveCodes().length > 0 && (
        <section>
          <h2>Codes to read out</h2>
          <Codes />
        </section>
      )}
      {ready.length > 0 ? (
        <section class="stack">
          <h2>Ready to serve</h2>
          {ready.map((order) => (
            <OrderCard key={order.id} order={order} showTable />
          ))}
        </section>
      ) : (
        <Empty icon="check" title="Nothing waits to be carried">
          Tap a table to seat guests, take an order or make the bill.
        </Empty>
      )}
    </div>
  );
}
