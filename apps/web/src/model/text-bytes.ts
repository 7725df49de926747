const encoder = new TextEncoder();

/** The length in bytes of UTF-8, which the server's limits count. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** The number of characters to remove from the end of a text to fit the limit in bytes. */
export function excessCharacters(text: string, limit: number): number {
  const encoded = encoder.encode(text);
  if (encoded.length <= limit) return 0;
  // A character that crosses the limit does not fit either.
  return characters(encoded.subarray(limit)) + (begins(encoded[limit]) ? 0 : 1);
}

/** The approximate number of characters that still fit, if they are like those of the text. */
export function remainingCharacters(text: string, limit: number): number {
  const encoded = encoder.encode(text);
  const each = encoded.length / Math.max(1, characters(encoded));
  return Math.max(0, Math.floor((limit - encoded.length) / Math.max(1, each)));
}

function characters(encoded: Uint8Array): number {
  return encoded.reduce((count, byte) => (begins(byte) ? count + 1 : count), 0);
}

/** Whether this byte of UTF-8 starts a character. */
function begins(byte = 0): boolean {
  return (byte & 0xc0) !== 0x80;
}

/** The typed text as it is sent: without blank lines around it, but with the indentation of its first line. */
export function trimmed(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

/**
 * The key belongs to an input method: its Enter chooses characters and must not send. Safari reports the end of
 * composing before that Enter, but gives it the key code 229.
 */
export function isComposing({ isComposing, keyCode }: { isComposing: boolean; keyCode: number }): boolean {
  return isComposing || keyCode === 229;
}
