import type { OutboxEntries, Item } from './entries.ts';
import type { Entry, OutboxStore } from './entry.ts';
import type { Tabs } from './tabs.ts';

/** Synchronizes this tab's entries with the store that all tabs share, and notifies the other tabs of changes. */
export class SharedStore {
  readonly #store: OutboxStore;
  readonly #tabs: Tabs;
  readonly #entries: OutboxEntries;
  readonly #onRead: () => void;
  readonly #changed: () => void;
  /** The cids that this tab removed, and whether the store has done so: a read in flight may still contain them. */
  readonly #removed = new Map<string, boolean>();
  #reading: Promise<void> | undefined;
  /** The store changed during the read, which is repeated. */
  #isStale = false;

  /** `onRead` is called after a read that changed the entries, and `changed` after every change. */
  constructor(store: OutboxStore, tabs: Tabs, entries: OutboxEntries, onRead: () => void, changed: () => void) {
    this.#store = store;
    this.#tabs = tabs;
    this.#entries = entries;
    this.#onRead = onRead;
    this.#changed = changed;
  }

  /** Reads the store, and once more if it changes meanwhile. */
  refresh(): Promise<void> {
    this.#isStale = true;
    this.#reading ??= this.#readUntilCurrent();
    return this.#reading;
  }

  /** Stores the item's entry. The item counts as stored when that is done. */
  put(item: Item): void {
    const { entry } = item;
    item.stored = false;
    void this.#store.put(entry).then(() => {
      this.#notify();
      if (item.entry === entry) item.stored = true;
      this.#changed();
    });
    this.#changed();
  }

  async remove(cid: string): Promise<void> {
    this.#removed.set(cid, false);
    await this.#store.remove(cid);
    this.#removed.set(cid, true);
    this.#notify();
  }

  /** Takes over those entries that still belong to `from`. */
  async adopt(cids: readonly string[], from: string | undefined): Promise<void> {
    await this.#store.adopt(cids, from, this.#tabs.id);
    this.#notify();
    await this.refresh();
  }

  async #readUntilCurrent(): Promise<void> {
    let isChanged = false;
    while (this.#isStale) {
      this.#isStale = false;
      const before = this.#entries.stored;
      const read = await this.#read();
      const present = read?.filter(({ cid }) => !this.#removed.has(cid));
      if (present && this.#entries.merge(present, before)) isChanged = true;
    }
    this.#reading = undefined;
    if (!isChanged) return;
    this.#onRead();
    this.#changed();
  }

  /** Undefined when the store cannot be read at the moment. */
  async #read(): Promise<Entry[] | undefined> {
    for (const [cid, isDone] of this.#removed) if (isDone) this.#removed.delete(cid);
    return this.#store.all().catch(() => undefined);
  }

  #notify(): void {
    this.#tabs.send({ type: 'outbox' });
  }
}
