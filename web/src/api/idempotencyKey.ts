/** A key for one thing to be made. `crypto.randomUUID` is not there on plain HTTP; this is. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
