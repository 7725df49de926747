/** Longer than a frame, so that a burst of changes is drawn once. */
const MIN_DELAY_MS = 16;
const MAX_DELAY_MS = 250;
/** In a flood, the browser is free for typing and scrolling for this multiple of the last drawing's duration. */
const IDLE_RATIO = 3;

/** Gathers changes, and redraws less often the longer drawing takes. */
export class RefreshScheduler {
  readonly #refresh: () => void;
  #scheduled = false;
  #delayMs = MIN_DELAY_MS;

  constructor(refresh: () => void) {
    this.#refresh = refresh;
  }

  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      const startedAt = performance.now();
      this.#refresh();
      // Components draw in a task of their own, right after this one.
      setTimeout(() => {
        const idleMs = (performance.now() - startedAt) * IDLE_RATIO;
        this.#delayMs = Math.min(MAX_DELAY_MS, Math.max(MIN_DELAY_MS, idleMs));
      });
    }, this.#delayMs);
  }
}
