/**
 * A least-recently-used cache by text, limited in entries and in characters of their texts. A text of more than a
 * quarter of the characters is not cached, because it would evict most of the others.
 */
export class Memo<Made> {
  readonly #entries = new Map<string, Made>();
  readonly #maxEntries: number;
  readonly #maxCharacters: number;
  #characterCount = 0;

  constructor(maxEntries: number, maxCharacters: number) {
    this.#maxEntries = maxEntries;
    this.#maxCharacters = maxCharacters;
  }

  get(text: string, make: () => Made): Made {
    const known = this.peek(text);
    if (known !== undefined) return known;
    const made = make();
    this.set(text, made);
    return made;
  }

  peek(text: string): Made | undefined {
    const known = this.#entries.get(text);
    if (known !== undefined) {
      this.#entries.delete(text);
      this.#entries.set(text, known);
    }
    return known;
  }

  set(text: string, made: Made): void {
    if (text.length * 4 > this.#maxCharacters) return;
    if (!this.#entries.has(text)) this.#characterCount += text.length;
    this.#entries.set(text, made);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries && this.#characterCount <= this.#maxCharacters) return;
      this.#entries.delete(oldest);
      this.#characterCount -= oldest.length;
    }
  }
}
