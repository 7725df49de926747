const encoder = new TextEncoder();

/** Bytes of UTF-8: what the server counts. */
export function bytes(text: string): number {
  return encoder.encode(text).length;
}

/** What is sent of what was typed: blank lines around it go, the indentation of its first line stays. */
export function trimmed(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

/**
 * The key belongs to an input method that is composing: its Enter chooses characters and must not send.
 * Safari tells the end of composing before that Enter, but still gives it the key code 229.
 */
export function composing({ isComposing, keyCode }: { isComposing: boolean; keyCode: number }): boolean {
  return isComposing || keyCode === 229;
}
