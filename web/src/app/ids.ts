/** crypto.randomUUID is missing on plain HTTP, where every guest's phone is. */
function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** An idempotency key: 128 random bits. */
export function newKey(): string {
  return hex(randomBytes(16));
}

/** A UUIDv7: its time part keeps lines in the order in which they were added. */
export function newUuid(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  for (let at = 5, rest = now; at >= 0; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const text = hex(bytes);
  const parts = [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20)];
  return [...parts, text.slice(20)].join("-");
}
