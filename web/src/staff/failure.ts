/** Why a payment company would not, in its own words: without the numbers its machines go by. */
export function failureWords(failure: string): string {
  const words = failure
    .replace(/^\d{3}:\s*/, "")
    .replace(/^[a-z0-9]+(_[a-z0-9]+)+:?\s+(?=\S)/i, "");
  return words.trim();
}
