/** How long tasks run before the event loop continues with everything else. */
const SLICE_MS = 4;

/** Takes a few milliseconds at most. */
export type Task = () => void;

/**
 * Runs tasks in order, in slices of 4 ms, and yields to the event loop in between. The first slice starts at the end
 * of the current turn, so that what arrives together runs together.
 */
export class Scheduler {
  readonly #queue: Task[] = [];
  #planned = false;

  schedule(task: Task): void {
    this.#queue.push(task);
    if (!this.#planned) this.#planSlice();
  }

  #planSlice(): void {
    this.#planned = true;
    setImmediate(() => this.#runSlice());
  }

  #runSlice(): void {
    const end = performance.now() + SLICE_MS;
    let done = 0;
    do this.#queue[done++]!();
    while (done < this.#queue.length && performance.now() < end);
    this.#queue.splice(0, done);
    this.#planned = false;
    if (this.#queue.length > 0) this.#planSlice();
  }
}
