/** A GSTIN: state, PAN, entity, Z, check character. The last is computed from the other 14. */
const SHAPE = /^(?!00)\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z]$/;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

export function gstinCheck(first14: string): string {
  let sum = 0;
  for (let at = 0; at < 14; at += 1) {
    const product = ALPHABET.indexOf(first14[at] ?? "") * (at % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return ALPHABET[(36 - (sum % 36)) % 36] ?? "";
}

/** What is wrong with it; "" when it is right or absent (a small house may have none). */
export function gstinProblem(text: string): string {
  const gstin = text.trim().toUpperCase();
  if (gstin === "") return "";
  if (gstin.length !== 15) return `A GSTIN has 15 characters; this has ${gstin.length}.`;
  if (!SHAPE.test(gstin)) return "A GSTIN looks like 27ABCDE1234F1Z5.";
  if (gstinCheck(gstin.slice(0, 14)) !== gstin[14]) {
    return "The last character does not fit the others. Check for a typing slip.";
  }
  return "";
}

export function fssaiProblem(text: string): string {
  const fssai = text.replace(/\s/g, "");
  if (fssai === "" || /^\d{14}$/.test(fssai)) return "";
  return "An FSSAI licence number has 14 digits.";
}
