import { useEffect, useState } from "preact/hooks";
import type { BillLine } from "../../api/schema";
import { Button, Field, formatMoney, Icon, Money } from "../../look";
import {
  aboutEach,
  cutsOf,
  give,
  isLeft,
  MOST_PARTS,
  nameOf,
  partsOf,
  type Payer,
  pieces,
  type Portions,
  takeBack,
  without,
} from "../model/share";
import type { ByProps } from "./share-sheet";

const EVERYBODY = 0;

/** Choose a person, tap what they had. Tapped by several, a dish is shared. */
export function ByItem({ bill, table, onPlan }: ByProps) {
  const [payers, setPayers] = useState<Payer[]>(() => beginWith(table.sitting?.guests ?? []));
  const [chosen, setChosen] = useState(payers[0]?.id ?? 1);
  const [portions, setPortions] = useState<Portions>(new Map());
  const parts = partsOf(bill, payers, portions);
  const about = aboutEach(bill, payers, portions);
  const touched = bill.lines.some((line) => cutsOf(line, portions).length > 0);
  const last = payers[payers.length - 1];
  const nobodys = bill.lines.filter((line) => isLeft(line, portions)).length;
  useEffect(() => {
    if (!touched) onPlan({ lacks: "Tap what each one had" });
    else if (parts.length < 2) onPlan({ lacks: "All of it is one person’s" });
    else onPlan({ split: { how: "ITEM", parts }, parts: parts.length });
  }, [portions, payers, bill.version]);

  function add() {
    const id = Math.max(...payers.map((one) => one.id)) + 1;
    setPayers([...payers, { id, name: "" }]);
    setChosen(id);
  }
  function remove(id: number) {
    const left = payers.filter((one) => one.id !== id);
    setPayers(left);
    setPortions(without(portions, id));
    setChosen(left[0]?.id ?? 1);
  }
  const me = payers.find((one) => one.id === chosen);
  const tap = (line: BillLine) => {
    const who = chosen === EVERYBODY ? payers.map((one) => one.id) : [chosen];
    setPortions(give(portions, line.line_id, who));
  };
  return (
    <div class="by-item">
      <div class="stack tight">
        <div class="payers" role="group" aria-label="Who had it">
          {payers.map((payer, at) => (
            <button
              key={payer.id}
              type="button"
              aria-pressed={payer.id === chosen ? "true" : "false"}
              data-testid={`payer-${at + 1}`}
              onClick={() => setChosen(payer.id)}
            >
              <strong>{nameOf(payer, payers)}</strong>
              <small class="num">{formatMoney(about[at] ?? 0)}</small>
            </button>
          ))}
          <button
            type="button"
            aria-pressed={chosen === EVERYBODY ? "true" : "false"}
            data-testid="payer-all"
            onClick={() => setChosen(EVERYBODY)}
          >
            <strong>Everybody</strong>
            <small>equal shares</small>
          </button>
          {payers.length < MOST_PARTS && (
            <button type="button" class="add" data-testid="payer-add" onClick={add}>
              <Icon name="plus" />
              <small>one more</small>
            </button>
          )}
        </div>
        {me && (
          <div class="payer-name">
            <Field
              label={`Name of ${nameOf(me, payers)}`}
              hideLabel
              value={me.name}
              maxLength={40}
              placeholder="Name, if you like"
              onInput={(name) =>
                setPayers(payers.map((one) => (one.id === me.id ? { ...one, name } : one)))
              }
            />
            {payers.length > 2 && (
              <Button
                square
                kind="plain"
                label={`Without ${nameOf(me, payers)}`}
                onClick={() => remove(me.id)}
              >
                <Icon name="bin" />
              </Button>
            )}
          </div>
        )}
        <p class="soft small" role="status">
          {nobodys === 0 || !last
            ? "Everything is somebody’s."
            : `What nobody had goes to ${nameOf(last, payers)}: ${nobodys} of ${bill.lines.length} lines.`}
        </p>
      </div>
      <ul class="share-lines">
        {bill.lines.map((line) => (
          <Line
            key={line.line_id}
            line={line}
            payers={payers}
            portions={portions}
            onTap={() => tap(line)}
            onDrop={(payer) => setPortions(takeBack(portions, line.line_id, payer))}
          />
        ))}
      </ul>
    </div>
  );
}

interface LineProps {
  line: BillLine;
  payers: Payer[];
  portions: Portions;
  onTap: () => void;
  onDrop: (payer: number) => void;
}

function Line({ line, payers, portions, onTap, onDrop }: LineProps) {
  const cuts = cutsOf(line, portions);
  return (
    <li class={isLeft(line, portions) ? "" : "whole"}>
      <button type="button" data-testid={`share-line-${line.name}`} onClick={onTap}>
        <b class="num">{line.quantity}</b>
        <span class="grow">
          {line.name} {line.variant_name && <em>{line.variant_name}</em>}
        </span>
        <Money paise={line.net_paise} />
      </button>
      {cuts.length > 0 && (
        <div class="cuts">
          {cuts.map((cut) => {
            const payer = payers.find((one) => one.id === cut.payer);
            const name = payer ? nameOf(payer, payers) : "";
            return (
              <button
                key={cut.payer}
                type="button"
                class="chip"
                aria-label={`Take it back from ${name}`}
                onClick={() => onDrop(cut.payer)}
              >
                <b class="num">{pieces(line.quantity, cut.numerator, cut.denominator)}</b> {name}
                <Icon name="close" size="1rem" />
              </button>
            );
          })}
        </div>
      )}
    </li>
  );
}

/** Who said their name on their phone; at least two. */
function beginWith(guests: { name: string }[]): Payer[] {
  const names = guests
    .map((one) => one.name)
    .filter((name) => name !== "")
    .slice(0, MOST_PARTS);
  while (names.length < 2) names.push("");
  return names.map((name, at) => ({ id: at + 1, name }));
}
