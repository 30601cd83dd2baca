import type { House } from "../../api/schema";
import { Field, type FieldProps } from "../../look";
import { Choice } from "../parts/controls";
import { Panel } from "../parts/page";
import { ChooseAccept, ChooseOpening } from "../tables/rules";
import type { SettingsDraft, SettingsProblems } from "./draft";
import { Words } from "./words";

export interface PartProps {
  draft: SettingsDraft;
  set: (part: Partial<SettingsDraft>) => void;
  problems: SettingsProblems;
}

type TextKey = {
  [K in keyof SettingsDraft]-?: SettingsDraft[K] extends string ? K : never;
}[keyof SettingsDraft];

/** One text of the settings. */
function Text({
  at,
  part,
  ...rest
}: { at: TextKey; part: PartProps } & Omit<FieldProps, "value" | "onInput" | "wrong">) {
  return (
    <Field
      {...rest}
      value={part.draft[at] as string}
      onInput={(value) => part.set({ [at]: value } as Partial<SettingsDraft>)}
      wrong={part.problems[at as keyof House]}
      testid={`setting-${at}`}
    />
  );
}

export function HousePanel(part: PartProps) {
  return (
    <Panel title="The house">
      <div class="stack">
        <Text part={part} at="name" label="Name" maxLength={80} required />
        <Text
          part={part}
          at="tagline"
          label="Tagline"
          maxLength={80}
          hint="One line under the name on the guests' menu."
        />
        <Text part={part} at="address" label="Address" rows={3} maxLength={600} />
        <Text part={part} at="phone" label="Phone" type="tel" inputMode="tel" maxLength={20} />
      </div>
    </Panel>
  );
}

const ROUNDINGS = [
  { key: "0", label: "the paisa" },
  { key: "50", label: "50 paise" },
  { key: "100", label: "the rupee" },
];

export function Legal(part: PartProps) {
  return (
    <Panel title="On every bill" about="Your accountant has these. They are printed as they stand.">
      <div class="stack">
        <div class="pair">
          <Text part={part} at="gstin" label="GSTIN" maxLength={15} hint="15 characters" />
          <Text
            part={part}
            at="fssai"
            label="FSSAI licence"
            inputMode="numeric"
            maxLength={17}
            hint="14 digits"
          />
        </div>
        <div class="pair">
          <Text
            part={part}
            at="sac"
            label="SAC"
            inputMode="numeric"
            maxLength={6}
            hint="996331 for restaurants, 996332 in hotels"
          />
          <Text
            part={part}
            at="till_code"
            label="Series of bill numbers"
            maxLength={4}
            hint={`Bills are numbered ${part.draft.till_code || "K1"}/2627/000123`}
          />
        </div>
        <Choice
          label="Round what is to be paid to"
          options={ROUNDINGS}
          value={String(part.draft.round_to_paise)}
          onChange={(key) => part.set({ round_to_paise: Number(key) })}
          testid="setting-round"
        />
        <Words of={part.draft.round_to_paise === 0 ? "round-off" : "round-on"} />
      </div>
    </Panel>
  );
}

export function MoneyPanel(part: PartProps) {
  const { draft, set } = part;
  return (
    <Panel title="Taking money" about="Who may do what at the till, and what counts as paid.">
      <div class="stack">
        <Text
          part={part}
          at="upi_vpa"
          label="UPI address"
          placeholder="name@bank"
          hint="For the UPI codes of bills. Empty: none are shown."
        />
        <div class="pair">
          <Text
            part={part}
            at="unverified_limit_paise"
            label="Not verified, at most a day (₹)"
            inputMode="decimal"
            maxLength={12}
            hint="UPI taken on a typed UTR. Above it a manager looks into the bank’s list first. 0: none."
          />
          <Text
            part={part}
            at="cashier_discount_bps"
            label="A cashier may take off (%)"
            inputMode="decimal"
            maxLength={6}
            hint="Of a line or a bill. Above it a manager agrees with a PIN."
          />
        </div>
        <Choice
          label="GST"
          options={[
            { key: "REGULAR", label: "regular: tax invoices" },
            { key: "COMPOSITION", label: "composition: bills of supply" },
          ]}
          value={draft.tax_scheme}
          onChange={(tax_scheme) => set({ tax_scheme })}
          testid="setting-scheme"
        />
        <p class="soft small words">
          {draft.tax_scheme === "COMPOSITION"
            ? "No tax is charged or shown. Bills say that the house is a composition taxable person."
            : "GST stands on every bill, in its two halves."}
        </p>
        <Choice
          label="Bills under ₹200 that name nobody"
          options={[
            { key: "no", label: "an invoice each" },
            { key: "yes", label: "one invoice a day for all" },
          ]}
          value={draft.consolidates_small_bills ? "yes" : "no"}
          onChange={(key) => set({ consolidates_small_bills: key === "yes" })}
          testid="setting-small-bills"
        />
      </div>
    </Panel>
  );
}

export function Orders(part: PartProps) {
  const { draft, set } = part;
  return (
    <Panel
      title="Orders from guests' phones"
      about="Each area, and each table, may say otherwise on the Tables page."
    >
      <div class="stack">
        <ChooseOpening
          value={draft.opening}
          onChange={(opening) => opening && set({ opening })}
          testid="setting-opening"
        />
        <ChooseAccept
          value={draft.accept_mode}
          onChange={(accept_mode) => accept_mode && set({ accept_mode })}
          testid="setting-accept"
        />
        <div class="pair">
          <Text
            part={part}
            at="grace_seconds"
            label="Can be taken back for (seconds)"
            inputMode="numeric"
            maxLength={3}
            hint="Where orders wait a moment first."
          />
          <Text
            part={part}
            at="idle_minutes"
            label="Look in after (quiet minutes)"
            inputMode="numeric"
            maxLength={3}
            hint="Then a table asks for somebody on the counter's floor."
          />
        </div>
      </div>
    </Panel>
  );
}

export function Guests(part: PartProps) {
  return (
    <Panel title="Asking for a phone number">
      <div class="stack tight">
        <Choice
          label="Guests are asked"
          options={[
            { key: "NEVER", label: "never" },
            { key: "OPTIONAL", label: "if they like" },
            { key: "REQUIRED", label: "always" },
          ]}
          value={part.draft.otp_mode}
          onChange={(otp_mode) => part.set({ otp_mode })}
          testid="setting-otp"
        />
        <Words of={part.draft.otp_mode} />
      </div>
    </Panel>
  );
}

export function Kitchen(part: PartProps) {
  return (
    <Panel
      title="The kitchen"
      about="When a ticket on the board changes its colour, where its station does not say otherwise."
    >
      <div class="stack">
        <div class="pair">
          <Text
            part={part}
            at="warn_minutes"
            label="Getting late after (minutes)"
            inputMode="numeric"
            maxLength={3}
          />
          <Text
            part={part}
            at="late_minutes"
            label="Late after (minutes)"
            inputMode="numeric"
            maxLength={3}
          />
        </div>
        <Choice
          label="At the pass"
          options={[
            { key: "1", label: "one look: ready, then served" },
            { key: "2", label: "two: assembled, then served" },
          ]}
          value={String(part.draft.expo_levels)}
          onChange={(key) => part.set({ expo_levels: Number(key) })}
          testid="setting-expo"
        />
        <p class="soft small words">
          {part.draft.expo_levels === 2
            ? "Somebody at the pass says that an order is complete before it is carried."
            : "What all stations have finished is carried at once."}
        </p>
      </div>
    </Panel>
  );
}

export function Network(part: PartProps) {
  return (
    <Panel title="Wi-Fi and codes" about="What the printed table cards carry.">
      <div class="stack">
        <div class="pair">
          <Text
            part={part}
            at="wifi_ssid"
            label="Guests' Wi-Fi"
            maxLength={32}
            hint="The network's name, exactly as phones show it"
          />
          <Text
            part={part}
            at="wifi_password"
            label="Its password"
            maxLength={63}
            hint="Printed on the cards; empty for an open network"
          />
        </div>
        <Text
          part={part}
          at="base_url"
          label="Address in the codes"
          placeholder="http://192.168.1.20"
          hint="Leave it empty to use the box's own address on this network. Change it before printing: cards carry what stands here now."
        />
      </div>
    </Panel>
  );
}
