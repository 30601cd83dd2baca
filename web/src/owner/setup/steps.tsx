import type { Ref } from "preact";
import type { SetupRequest } from "../../api/schema";
import { Field, Stepper } from "../../look";
import type { SetupForm, SetupProblems } from "./draft";

export interface StepProps {
  form: SetupForm;
  set: (part: Partial<SetupForm>) => void;
  problems: SetupProblems;
  heading: Ref<HTMLHeadingElement>;
}

function Heading({
  at,
  children,
  about,
}: {
  at: StepProps["heading"];
  children: string;
  about: string;
}) {
  return (
    <div>
      <h1 ref={at} tabIndex={-1}>
        {children}
      </h1>
      <p class="soft">{about}</p>
    </div>
  );
}

export function CodeStep({ form, set, problems, heading }: StepProps) {
  return (
    <>
      <Heading
        at={heading}
        about="It takes five minutes. Names, tables and people can be changed later."
      >
        A new box, a new restaurant
      </Heading>
      <Field
        label="Set-up code"
        value={form.code}
        inputMode="numeric"
        onInput={(code) => set({ code: code.replace(/\D/g, "") })}
        wrong={problems.code}
        hint="Eight digits. The box prints them when it starts: on its screen, or in its log."
        maxLength={11}
        autofocus
        testid="setup-code"
      />
    </>
  );
}

export function HouseStep({ form, set, problems, heading }: StepProps) {
  return (
    <>
      <Heading at={heading} about="It stands on the menu and on every bill.">
        The restaurant
      </Heading>
      <Field
        label="Name"
        value={form.name}
        onInput={(name) => set({ name })}
        wrong={problems.name}
        maxLength={80}
        testid="setup-name"
      />
      <Field
        label="Address"
        rows={2}
        value={form.address}
        onInput={(address) => set({ address })}
        maxLength={600}
        testid="setup-address"
      />
      <Field
        label="Phone"
        type="tel"
        inputMode="tel"
        value={form.phone}
        onInput={(phone) => set({ phone })}
        wrong={problems.phone}
        maxLength={20}
        testid="setup-phone"
      />
      <div class="pair">
        <Field
          label="GSTIN"
          value={form.gstin}
          onInput={(gstin) => set({ gstin })}
          wrong={problems.gstin}
          hint="15 characters. Leave it empty if you have none."
          maxLength={15}
          testid="setup-gstin"
        />
        <Field
          label="FSSAI licence"
          inputMode="numeric"
          value={form.fssai}
          onInput={(fssai) => set({ fssai })}
          wrong={problems.fssai}
          hint="14 digits, compulsory on bills."
          maxLength={17}
          testid="setup-fssai"
        />
      </div>
    </>
  );
}

const TAXES: { key: SetupRequest["tax_percent"]; word: string; says: string }[] = [
  {
    key: 5,
    word: "5 % GST",
    says: "Most restaurants: eating in, takeaway, own delivery. 2.5 % CGST and 2.5 % SGST, without input credit.",
  },
  {
    key: 18,
    word: "18 % GST",
    says: "Only in a hotel whose rooms went above ₹7,500 last year, or that declared itself so. 9 % and 9 %, with input credit.",
  },
  {
    key: 0,
    word: "No GST on the bill",
    says: "Composition scheme, or below the registration limit. Bills are bills of supply; no tax is asked of guests.",
  },
];

export function TaxStep({ form, set, heading }: StepProps) {
  return (
    <>
      <Heading
        at={heading}
        about="It decides what every bill says. Ask your accountant if you are not sure."
      >
        Tax on food
      </Heading>
      <fieldset class="stack tight">
        <legend class="said">Tax on food</legend>
        {TAXES.map(({ key, word, says }) => (
          <label key={key} class="big-option" data-testid={`setup-tax-${key}`}>
            <input
              type="radio"
              name="tax"
              checked={form.tax === key}
              onChange={() => set({ tax: key })}
            />
            <span>
              <strong>{word}</strong>
              <span class="soft small">{says}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </>
  );
}

export function TablesStep({ form, set, heading }: StepProps) {
  return (
    <>
      <Heading at={heading} about="Each gets a code of its own. Rooms, names and seats come later.">
        How many tables?
      </Heading>
      <div class="row">
        <Stepper
          value={form.tables}
          onChange={(tables) => set({ tables })}
          what="table"
          max={100}
        />
        <span>tables, numbered 1 to {form.tables}</span>
      </div>
      <div class="row wrap" role="group" aria-label="Often chosen">
        {[6, 10, 12, 20, 30].map((count) => (
          <button
            key={count}
            type="button"
            class="chip"
            aria-pressed={form.tables === count ? "true" : "false"}
            onClick={() => set({ tables: count })}
          >
            {count}
          </button>
        ))}
      </div>
    </>
  );
}

export function YouStep({ form, set, problems, heading }: StepProps) {
  return (
    <>
      <Heading
        at={heading}
        about="You sign in with your name and a PIN, on any screen of the house."
      >
        And you?
      </Heading>
      <Field
        label="Your name"
        value={form.owner}
        onInput={(owner) => set({ owner })}
        wrong={problems.owner}
        maxLength={80}
        testid="setup-owner"
      />
      <div class="pair">
        <Field
          label="PIN"
          type="password"
          inputMode="numeric"
          autocomplete="new-password"
          maxLength={8}
          value={form.pin}
          onInput={(pin) => set({ pin: pin.replace(/\D/g, "") })}
          wrong={problems.pin}
          hint="Four to eight digits."
          testid="setup-pin"
        />
        <Field
          label="The same again"
          type="password"
          inputMode="numeric"
          autocomplete="new-password"
          maxLength={8}
          value={form.again}
          onInput={(again) => set({ again: again.replace(/\D/g, "") })}
          wrong={problems.again}
          testid="setup-pin-again"
        />
      </div>
    </>
  );
}
