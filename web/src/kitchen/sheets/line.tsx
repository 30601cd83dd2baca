import { useEffect, useState } from "preact/hooks";
import type { MenuItem } from "../../api/schema";
import { asApiError } from "../../app/api";
import { Button, ErrorState, Stepper } from "../../look";
import { printersOf, readPrinters } from "../../staff/print";
import type { Card, CardLine } from "../model/card";
import { Shape } from "../parts/shape";
import { printTickets, rush } from "../state/acts";
import { dishOf, setStock, type Stock } from "../state/dishes";
import { lineInHand } from "../state/selection";
import { close, Over } from "./over";
import { tell } from "./words";

/** What can be done about one line: its dish is out, or the whole order is in a hurry. */
export default function LineSheet() {
  const held = lineInHand.value;
  return held && <About card={held.card} line={held.line} />;
}

function About({ card, line }: { card: Card; line: CardLine }) {
  const [dish, setDish] = useState<MenuItem | null | undefined>(undefined);
  const [problem, setProblem] = useState("");
  const [left, setLeft] = useState(5);

  function read() {
    setProblem("");
    dishOf(card.order_id, line.id).then(setDish, (error) => setProblem(asApiError(error).message));
  }
  useEffect(read, []);
  useEffect(readPrinters, []);
  const onPaper = card.tickets.filter((one) => printersOf(one.station).length > 0);

  function set(stock: Stock) {
    if (dish) void setStock(dish, stock);
    close();
  }
  const size = dish?.variants.find((one) => one.name === line.variant_name);
  const several = size !== undefined && (dish?.variants.length ?? 0) > 1;
  return (
    <Over title={`${line.name} ${line.variant_name}`.trim()}>
      {problem ? (
        <ErrorState title={problem} onRetry={read} />
      ) : dish === null ? (
        <p>{tell("gone")}</p>
      ) : (
        <>
          <Button
            size="big"
            kind="danger"
            wide
            autofocus
            busy={dish === undefined}
            testid="sold-out"
            onClick={() => set({ is_available: false })}
          >
            {tell("takeOff", line.name)}
          </Button>
          {several && (
            <Button
              size="big"
              wide
              testid="sold-out-size"
              onClick={() => set({ is_available: false, variant_id: size.id })}
            >
              {tell("onlySize", size.name)}
            </Button>
          )}
          <div class="l-left">
            <span>{tell("countDown")}</span>
            <Stepper value={left} onChange={setLeft} what={line.name} min={1} max={99} />
            <Button
              size="big"
              busy={dish === undefined}
              testid="set-left"
              onClick={() => set({ left })}
            >
              {tell("setLeft", left)}
            </Button>
          </div>
        </>
      )}
      <Button
        size="big"
        wide
        testid="rush"
        onClick={() => {
          rush(card);
          close();
        }}
      >
        <Shape name="rush" /> {tell(card.is_rush ? "noRush" : "rush")}
      </Button>
      {onPaper.length > 0 && (
        <Button
          size="big"
          wide
          testid="print-ticket"
          onClick={() => {
            void printTickets(onPaper);
            close();
          }}
        >
          {tell("printAgain")}
        </Button>
      )}
    </Over>
  );
}
