/**
 * Keeps what one reads where it is while rows come, go and change their height. Done by hand, because not every
 * browser anchors scrolling, and none of them centres a message and holds it there.
 */
export class ScrollAnchor {
  readonly #log: HTMLElement;
  readonly #rows: HTMLElement;
  /** A row, and how far below the list's upper edge it begins. */
  #at: { row: Element; offset: number } | null = null;
  /** Where the list was put last: another place now, and somebody has scrolled. */
  #put = 0;

  constructor(log: HTMLElement, rows: HTMLElement) {
    this.#log = log;
    this.#rows = rows;
  }

  /** Pixels that were scrolled since the list was put somewhere; below 0 upwards. */
  get scrolled(): number {
    return this.#log.scrollTop - this.#put;
  }

  /**
   * Notes the first row that begins on the screen. The rows lie below one another, so halving finds it. Where nobody has
   * scrolled the row stays the one that it was, with its place: measured again and again, fractions of a pixel add up.
   */
  remember(): void {
    if (this.#at?.row.isConnected && Math.abs(this.scrolled) < 1) return;
    const rows = this.#rows.children;
    const edge = this.#edge;
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle]?.getBoundingClientRect().top ?? Infinity) >= edge) high = middle;
      else low = middle + 1;
    }
    // A separator goes where its day begins, and the edge stays above whatever is fetched: only messages hold still.
    let begins = rows[low];
    while (begins && begins.tagName !== 'ARTICLE') begins = begins.nextElementSibling ?? undefined;
    // One that is higher than the screen begins above it.
    const row = begins && begins.getBoundingClientRect().top < edge + this.#log.clientHeight ? begins : rows[low - 1];
    this.#hold(row);
    this.#put = this.#log.scrollTop;
  }

  /** Puts the row in the middle, and holds on to it. */
  centre(row: Element): void {
    const { top, height } = row.getBoundingClientRect();
    const room = this.#log.clientHeight - height;
    // The beginning of a row that is higher than the screen.
    this.#scrollBy(top - this.#edge - Math.max(0, room / 2));
    this.#hold(row);
  }

  /** Holds on to it where it is. */
  #hold(row: Element | undefined): void {
    this.#at = row ? { row, offset: row.getBoundingClientRect().top - this.#edge } : null;
  }

  /** Puts the row that is held back to where it was. */
  settle(): void {
    if (!this.#at?.row.isConnected) return;
    const moved = this.#at.row.getBoundingClientRect().top - this.#edge - this.#at.offset;
    // A fraction of a pixel would stop the scrolling of a finger for nothing.
    if (Math.abs(moved) >= 1) this.#scrollBy(moved);
  }

  toEnd(): void {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#put = this.#log.scrollTop;
  }

  get #edge(): number {
    return this.#log.getBoundingClientRect().top;
  }

  #scrollBy(pixels: number): void {
    this.#log.scrollTop += pixels;
    this.#put = this.#log.scrollTop;
  }
}
