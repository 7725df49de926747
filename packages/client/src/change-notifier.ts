/** Calls its listeners once, in a microtask, after any number of changes that were made in one go. */
export class ChangeNotifier {
  readonly #listeners = new Set<() => void>();
  #isScheduled = false;

  /** Listeners are called in the order in which they were added. Returns a function that removes this one. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
