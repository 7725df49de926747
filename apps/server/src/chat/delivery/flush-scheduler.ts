/** Writing goes on for so many milliseconds at a time. */
const SLICE = 4;

export interface Flushable {
  /** Takes a few milliseconds at most. */
  flush(): void;
}

/**
 * Who has something to write does so one after the other. It begins at the end of a turn of the event loop, so that
 * what comes together goes together; and after some milliseconds everything else goes on first.
 */
export class FlushScheduler {
  #waiting: Flushable[] = [];
  #planned = false;

  take(writer: Flushable): void {
    this.#waiting.push(writer);
    if (!this.#planned) this.#plan();
  }

  #plan(): void {
    this.#planned = true;
    setImmediate(() => this.#go());
  }

  #go(): void {
    const end = performance.now() + SLICE;
    let done = 0;
    do this.#waiting[done++]!.flush();
    while (done < this.#waiting.length && performance.now() < end);
    this.#waiting.splice(0, done);
    this.#planned = false;
    if (this.#waiting.length > 0) this.#plan();
  }
}
