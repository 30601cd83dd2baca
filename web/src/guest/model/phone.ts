/** Ten digits, with or without +91, 0, blanks and dashes; null when it is no Indian mobile. */
export function readPhone(text: string): string | null {
  const digits = text.replace(/[\s\-().]/g, "").replace(/^(\+91|0091|91(?=\d{10}$)|0)/, "");
  return /^[6-9]\d{9}$/.test(digits) ? `+91${digits}` : null;
}
