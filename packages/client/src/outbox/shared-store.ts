import type { Entry, OutboxStore } from './entry.ts';
import type { Tabs } from './tabs.ts';

/** The store that all tabs share, as one of them uses it: whatever it changes, it tells the others. */
export class SharedStore {
  readonly #store: OutboxStore;
  readonly #tabs: Tabs;
  /** What was removed here, and whether the store has done it: what is being read may still have it. */
  readonly #removed = new Map<string, boolean>();

  constructor(store: OutboxStore, tabs: Tabs) {
    this.#store = store;
    this.#tabs = tabs;
  }

  /** What all tabs keep, in order; undefined when that cannot be read just now. See `has`. */
  async read(): Promise<Entry[] | undefined> {
    for (const [cid, done] of this.#removed) if (done) this.#removed.delete(cid);
    return this.#store.all().catch(() => undefined);
  }

  /** Asked about what was read, when it is used: it may have been removed here in the meantime. */
  has(cid: string): boolean {
    return !this.#removed.has(cid);
  }

  async put(entry: Entry): Promise<void> {
    await this.#store.put(entry);
    this.#tabs.say({ type: 'outbox' });
  }

  async remove(cid: string): Promise<void> {
    this.#removed.set(cid, false);
    await this.#store.remove(cid);
    this.#removed.set(cid, true);
    this.#tabs.say({ type: 'outbox' });
  }

  /** Takes over what is still `from`'s. Who has it afterwards is to be read. */
  async adopt(cids: readonly string[], from: string | undefined): Promise<void> {
    await this.#store.adopt(cids, from, this.#tabs.id);
    this.#tabs.say({ type: 'outbox' });
  }
}
