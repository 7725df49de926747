/** An unguessable secret: 32 random bytes in base64url. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] ?? '');
}

let lastMs = 0;

/**
 * A unique id of at least 120 random bits. Later ids of one page sort after earlier ones, and the order keeps a database's
 * index compact. Does not use `crypto.randomUUID`, which is missing on pages that were loaded over plain HTTP.
 */
export function newId(): string {
  lastMs = Math.max(lastMs + 1, Date.now());
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return `${lastMs.toString(36)}-${[...bytes].map((byte) => (byte % 36).toString(36)).join('')}`;
}
