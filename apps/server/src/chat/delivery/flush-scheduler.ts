/** How long flushes run before the event loop continues with everything else. */
const SLICE_MS = 4;

export interface Flushable {
  /** Takes a few milliseconds at most. */
  flush(): void;
}

/**
 * Runs flushes in order, in slices of 4 ms, and yields to the event loop in between. The first slice starts at the end
 * of the current turn, so that lines which arrive together are flushed together.
 */
export class FlushScheduler {
  #queue: Flushable[] = [];
  #planned = false;

  schedule(flushable: Flushable): void {
    this.#queue.push(flushable);
    if (!this.#planned) this.#planSlice();
  }

  #planSlice(): void {
    this.#planned = true;
    setImmediate(() => this.#runSlice());
  }

  #runSlice(): void {
    const end = performance.now() + SLICE_MS;
    let done = 0;
    do this.#queue[done++]!.flush();
    while (done < this.#queue.length && performance.now() < end);
    this.#queue.splice(0, done);
    this.#planned = false;
    if (this.#queue.length > 0) this.#planSlice();
  }
}
