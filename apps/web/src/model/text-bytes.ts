const encoder = new TextEncoder();

/** The length in bytes of UTF-8, which the server's limits count. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** The number of characters to remove from the end of a text to fit the limit in bytes. */
export function excessCharacters(text: string, limit: number): number {
  // `encodeInto` stops before a character that does not fit.
  const { read } = encoder.encodeInto(text, new Uint8Array(limit));
  return Array.from(text.slice(read)).length;
}

/** The approximate number of characters that still fit, if they are like those of the text. */
export function remainingCharacters(text: string, limit: number): number {
  const bytes = byteLength(text);
  const each = bytes / Math.max(1, Array.from(text).length);
  return Math.max(0, Math.floor((limit - bytes) / Math.max(1, each)));
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
