import type { OutboxEntries, Item } from './entries.ts';
import type { OutboxStore } from './entry.ts';
import type { Tabs } from './tabs.ts';

export interface SharedStoreOptions {
  store: OutboxStore;
  tabs: Tabs;
  /** Called after a read that changed the entries: the timelines may show some of them already. */
  onRead: () => void;
  /** Called after every change, including when an entry becomes ready to be sent. */
  changed: () => void;
}

/** Synchronizes this tab's entries with the store that all tabs share, and notifies the other tabs of changes. */
export class SharedStore {
  readonly #options: SharedStoreOptions;
  readonly #entries: OutboxEntries;
  /** The cids that this tab removed, and whether the store has done so: a read in flight may still contain them. */
  readonly #removed = new Map<string, boolean>();
  #reading: Promise<void> | undefined;
  /** The store changed during the read, which is repeated. */
  #isStale = false;

  constructor(options: SharedStoreOptions, entries: OutboxEntries) {
    this.#options = options;
    this.#entries = entries;
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
    this.#removed.delete(entry.cid);
    void this.#options.store.put(entry).then(() => {
      this.#notify();
      if (item.entry === entry) item.stored = true;
      this.#options.changed();
    });
    this.#options.changed();
  }

  async remove(cid: string): Promise<void> {
    this.#removed.set(cid, false);
    await this.#options.store.remove(cid);
    this.#removed.set(cid, true);
    this.#notify();
  }

  /** Takes over those entries that still belong to `from`. */
  async adopt(cids: readonly string[], from: string | undefined): Promise<void> {
    await this.#options.store.adopt(cids, from, this.#options.tabs.id);
    this.#notify();
    await this.refresh();
  }

  async #readUntilCurrent(): Promise<void> {
    let isChanged = false;
    while (this.#isStale) {
      this.#isStale = false;
      for (const [cid, isDone] of this.#removed) if (isDone) this.#removed.delete(cid);
      const before = this.#entries.stored;
      // Undefined when the store cannot be read at the moment.
      const read = await this.#options.store.all().catch(() => undefined);
      const present = read?.filter(({ cid }) => !this.#removed.has(cid));
      if (present && this.#entries.merge(present, before)) isChanged = true;
    }
    this.#reading = undefined;
    if (!isChanged) return;
    this.#options.onRead();
    this.#options.changed();
  }

  #notify(): void {
    this.#options.tabs.send({ type: 'outbox' });
  }
}
