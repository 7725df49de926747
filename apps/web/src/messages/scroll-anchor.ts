/**
 * Keeps the row that is being read in place while rows are added, removed and resized. Done by hand, because not every
 * browser anchors scrolling, and none of them centres a message and keeps it there.
 */
export class ScrollAnchor {
  readonly #log: HTMLElement;
  readonly #rows: HTMLElement;
  /** The anchored row, and the pixels from the list's upper edge to its own. */
  #anchor: { row: Element; offset: number } | null = null;
  /** `scrollTop` as this class last set or saw it: any other value means that the reader has scrolled. */
  #scrollTop = 0;

  constructor(log: HTMLElement, rows: HTMLElement) {
    this.#log = log;
    this.#rows = rows;
  }

  /** Pixels that the reader has scrolled since the list was last positioned; negative upwards. */
  get scrolled(): number {
    return this.#log.scrollTop - this.#scrollTop;
  }

  /** Pixels between the visible part and the list's two ends. */
  get above(): number {
    return this.#log.scrollTop;
  }

  get below(): number {
    return this.#log.scrollHeight - this.#log.clientHeight - this.#log.scrollTop;
  }

  /**
   * Anchors the first message that begins on the screen, found by bisection. If the reader has not scrolled, the anchor
   * stays as it is: measured again and again, fractions of a pixel would add up.
   */
  remember(): void {
    if (this.#anchor?.row.isConnected && Math.abs(this.scrolled) < 1) return;
    const rows = this.#rows.children;
    const edge = this.#edge;
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle]?.getBoundingClientRect().top ?? Infinity) >= edge) high = middle;
      else low = middle + 1;
    }
    // Separators move when older messages are loaded, so only a message can be the anchor.
    let first = rows[low];
    while (first && first.tagName !== 'ARTICLE') first = first.nextElementSibling ?? undefined;
    // A message that is taller than the screen begins above it.
    const isOnScreen = first && first.getBoundingClientRect().top < edge + this.#log.clientHeight;
    this.#hold(isOnScreen ? first : rows[low - 1]);
    this.#scrollTop = this.#log.scrollTop;
  }

  /** Centres a row and anchors it; of a row that is taller than the screen, the beginning is shown. */
  centre(row: Element): void {
    const { top, height } = row.getBoundingClientRect();
    this.#scrollBy(top - this.#edge - Math.max(0, (this.#log.clientHeight - height) / 2));
    this.#hold(row);
  }

  /** Moves the anchored row back to its place. */
  restore(): void {
    if (!this.#anchor?.row.isConnected) return;
    const moved = this.#anchor.row.getBoundingClientRect().top - this.#edge - this.#anchor.offset;
    // Correcting a fraction of a pixel would stop a finger's scrolling for nothing.
    if (Math.abs(moved) >= 1) this.#scrollBy(moved);
  }

  scrollToEnd(): void {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#scrollTop = this.#log.scrollTop;
  }

  get #edge(): number {
    return this.#log.getBoundingClientRect().top;
  }

  #hold(row: Element | undefined): void {
    this.#anchor = row ? { row, offset: row.getBoundingClientRect().top - this.#edge } : null;
  }

  #scrollBy(pixels: number): void {
    this.#log.scrollTop += pixels;
    this.#scrollTop = this.#log.scrollTop;
  }
}
