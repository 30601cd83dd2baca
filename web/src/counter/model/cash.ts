/** The notes a guest is likely to hand over: the exact sum, then the next 50, 100 and 500. */
export function suggestions(duePaise: number): number[] {
  if (duePaise <= 0) return [];
  const rounded = [50, 100, 500].map((rupees) => nextMultiple(duePaise, rupees * 100));
  return [...new Set([duePaise, ...rounded])];
}

function nextMultiple(paise: number, step: number): number {
  return Math.ceil(paise / step) * step;
}

/** What the pad's key does to the amount typed so far: rupees, a point, at most two paise. */
export function typeKey(text: string, key: string): string {
  if (key === "back") return text.slice(0, -1);
  if (key === "clear") return "";
  if (key === ".") return text.includes(".") ? text : `${text || "0"}.`;
  const [rupees = "", paise] = text.split(".");
  if (paise !== undefined) return paise.length >= 2 ? text : text + key;
  if (rupees.length >= 7) return text;
  return rupees === "0" ? key.replace(/^0+$/, "0") : text + key;
}
