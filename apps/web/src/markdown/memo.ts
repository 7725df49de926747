/**
 * What was made of texts, for as many of the last ones as fit: so many, of so many characters together. One that would
 * push out most of the others is not kept.
 */
export class Memo<Made> {
  readonly #made = new Map<string, Made>();
  readonly #most: number;
  readonly #characters: number;
  #held = 0;

  constructor(most: number, characters: number) {
    this.#most = most;
    this.#characters = characters;
  }

  get(text: string, make: () => Made): Made {
    const known = this.peek(text);
    if (known !== undefined) return known;
    const made = make();
    this.set(text, made);
    return made;
  }

  peek(text: string): Made | undefined {
    const known = this.#made.get(text);
    if (known !== undefined) {
      this.#made.delete(text);
      this.#made.set(text, known);
    }
    return known;
  }

  set(text: string, made: Made): void {
    if (text.length * 4 > this.#characters) return;
    if (!this.#made.has(text)) this.#held += text.length;
    this.#made.set(text, made);
    for (const oldest of this.#made.keys()) {
      if (this.#made.size <= this.#most && this.#held <= this.#characters) return;
      this.#made.delete(oldest);
      this.#held -= oldest.length;
    }
  }
}
