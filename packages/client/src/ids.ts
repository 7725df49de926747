/**
 * More than 120 random bits, as lower-case letters and digits. Does not use `crypto.randomUUID`, which is missing on
 * pages that were loaded over plain HTTP.
 */
export function newSecret(): string {
  return [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => (byte % 36).toString(36)).join('');
}

/** A unique id. Later ids sort after earlier ones, which keeps a database's index compact. */
export function newId(): string {
  return `${Date.now().toString(36)}-${newSecret()}`;
}
