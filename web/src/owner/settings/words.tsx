const WORDS: Record<string, string> = {
  NEVER: "Nobody is asked. No texts are sent; guests see their order's state on the page.",
  OPTIONAL: "Guests who give a number get a text when food is ready. Everybody else just orders.",
  REQUIRED:
    "Nobody can order without giving a number. Making a phone number a condition of sale was held an unfair trade practice (consumer affairs circular of 26 May 2023). Choose this only on your lawyer's word.",
  "round-on": "The difference stands on its own line, outside the taxable value.",
  "round-off": "Guests pay exactly what the sum comes to.",
};

/** One honest sentence on what a choice does. */
export function Words({ of }: { of: string }) {
  return <p class={of === "REQUIRED" ? "note wait" : "soft small words"}>{WORDS[of]}</p>;
}
