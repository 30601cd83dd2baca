import type { AcceptMode, Opening } from "../../api/schema";
import { Field } from "../../look";
import { Choice, type Option } from "../parts/controls";

/** What an area or the house may say; "" = as the house says. */
export interface Rules {
  opening: Opening | "";
  accept_mode: AcceptMode | "";
  idle_minutes: string;
}

const OPENINGS: Option<Opening>[] = [
  { key: "FREE", label: "freely" },
  { key: "PIN", label: "with the table's PIN" },
  { key: "STAFF", label: "once seated by staff" },
];
const OPENING_WORDS: Record<Opening, string> = {
  FREE: "Whoever scans the code on this network may order. Right for a small room in sight.",
  PIN: "The code names the table only; four digits, other ones for every party, let a phone in. Staff and those who sit there see them.",
  STAFF:
    "Nobody can order before staff have seated them. A photograph of the code is worth nothing.",
};
const ACCEPTS: Option<AcceptMode>[] = [
  { key: "AUTOMATIC", label: "goes to the kitchen" },
  { key: "GRACE", label: "waits a moment first" },
  { key: "APPROVAL", label: "waits for a yes" },
];
export const ACCEPT_WORDS: Record<AcceptMode, string> = {
  AUTOMATIC: "The kitchen rings within a second. Quickest, and right for most evenings.",
  GRACE:
    "For a short while the guest can take it back; then it goes to the kitchen by itself. Nobody has to do anything.",
  APPROVAL:
    "The counter says yes or no to each order first. Safer where codes are photographed and used from outside.",
};

const asHouse = (house: string): Option<""> => ({ key: "", label: `as the house (${house})` });
const labelOf = <K extends string>(options: Option<K>[], key: K) =>
  String(options.find((one) => one.key === key)?.label ?? key);

interface ChooseProps<K> {
  value: K | "";
  /** What the house says; absent on the house's own page. */
  house?: K;
  onChange: (value: K | "") => void;
  testid: string;
}

export function ChooseOpening({ value, house, onChange, testid }: ChooseProps<Opening>) {
  const says = value || house;
  return (
    <div class="stack tight">
      <Choice<Opening | "">
        label="Guests' phones may order"
        options={house ? [asHouse(labelOf(OPENINGS, house)), ...OPENINGS] : OPENINGS}
        value={value}
        onChange={onChange}
        testid={testid}
      />
      {says && <p class="soft small words">{OPENING_WORDS[says]}</p>}
    </div>
  );
}

export function ChooseAccept({ value, house, onChange, testid }: ChooseProps<AcceptMode>) {
  const says = value || house;
  return (
    <div class="stack tight">
      <Choice<AcceptMode | "">
        label="A guest's order"
        options={house ? [asHouse(labelOf(ACCEPTS, house)), ...ACCEPTS] : ACCEPTS}
        value={value}
        onChange={onChange}
        testid={testid}
      />
      {says && <p class="soft small words">{ACCEPT_WORDS[says]}</p>}
    </div>
  );
}

export function IdleMinutes(props: {
  value: string;
  house: number;
  wrong: string | undefined;
  onInput: (value: string) => void;
}) {
  return (
    <Field
      label="Look in after so many quiet minutes"
      inputMode="numeric"
      maxLength={3}
      placeholder={`${props.house}, as the house`}
      hint="A table where nothing happens for longer asks for somebody on the counter's floor. One where nothing was ordered is freed."
      value={props.value}
      wrong={props.wrong}
      onInput={props.onInput}
      testid="area-idle"
    />
  );
}

export function idleProblem(text: string): string {
  const minutes = Number(text);
  if (text.trim() === "") return "";
  return /^\d{1,3}$/.test(text.trim()) && minutes >= 5 && minutes <= 999
    ? ""
    : "Whole minutes, 5 to 999; empty for what the house says.";
}
