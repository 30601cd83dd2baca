import { Button, Field, Icon } from "../../look";
import type { PricedRow } from "./draft";

export interface PricedRowsProps {
  rows: PricedRow[];
  onChange: (rows: PricedRow[]) => void;
  /** "size", "choice" */
  what: string;
  namePlaceholder: string;
  freePrice?: boolean;
  max: number;
}

/** A short list of names and prices: sizes of a dish, choices of a group. */
export function PricedRows(props: PricedRowsProps) {
  const { rows, onChange, what } = props;
  const set = (at: number, part: Partial<PricedRow>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <>
      {rows.map((row, at) => (
        <div class="priced-row" key={row.id ?? at}>
          <Field
            label={`Name of ${what} ${at + 1}`}
            hideLabel
            placeholder={props.namePlaceholder}
            value={row.name}
            onInput={(name) => set(at, { name })}
            maxLength={80}
            testid={`${what}-name`}
          />
          <div class="rupees">
            <Field
              label={`Price of ${what} ${at + 1} in rupees`}
              hideLabel
              inputMode="decimal"
              placeholder="0"
              value={row.price}
              onInput={(price) => set(at, { price })}
              testid={`${what}-price`}
            />
          </div>
          <Button
            kind="plain"
            square
            label={`Remove ${row.name || `${what} ${at + 1}`}`}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          >
            <Icon name="close" />
          </Button>
        </div>
      ))}
      {rows.length < props.max && (
        <div>
          <Button
            onClick={() => onChange([...rows, { name: "", price: props.freePrice ? "0" : "" }])}
            testid={`add-${what}`}
          >
            <Icon name="plus" /> Add a {what}
          </Button>
        </div>
      )}
    </>
  );
}
