const encoder = new TextEncoder();

/** Bytes of UTF-8: what the server counts. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** How many characters must go from the end of a text until it fits into so many bytes. */
export function excessCharacters(text: string, limit: number): number {
  const encoded = encoder.encode(text);
  if (encoded.length <= limit) return 0;
  // One that begins before the limit and ends behind it does not fit either.
  return characters(encoded.subarray(limit)) + (begins(encoded[limit]) ? 0 : 1);
}

/** About how many characters still fit, when they are like those that are there. */
export function remainingCharacters(text: string, limit: number): number {
  const encoded = encoder.encode(text);
  const each = encoded.length / Math.max(1, characters(encoded));
  return Math.max(0, Math.floor((limit - encoded.length) / Math.max(1, each)));
}

function characters(encoded: Uint8Array): number {
  return encoded.reduce((count, byte) => (begins(byte) ? count + 1 : count), 0);
}

/** No character begins where a byte only goes on with one. */
function begins(byte = 0): boolean {
  return (byte & 0xc0) !== 0x80;
}

/** What is sent of what was typed: blank lines around it go, the indentation of its first line stays. */
export function trimmed(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

/**
 * The key belongs to an input method that is composing: its Enter chooses characters and must not send.
 * Safari tells the end of composing before that Enter, but still gives it the key code 229.
 */
export function isComposing({ isComposing, keyCode }: { isComposing: boolean; keyCode: number }): boolean {
  return isComposing || keyCode === 229;
}
