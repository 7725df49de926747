/**
 * Letters and digits that nobody guesses and nobody else has: over 120 bits, in characters that fit anywhere.
 * `crypto.randomUUID` is missing on pages that came over plain http.
 */
export function newSecret(): string {
  return [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => (byte % 36).toString(36)).join('');
}

/** The id of one thing that is done here. Later ones come later in order, which the index of a database likes. */
export function newId(): string {
  return `${Date.now().toString(36)}-${newSecret()}`;
}
