import type { Entry } from './entry.ts';

type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Entries on their way to IndexedDB, which needs some milliseconds: a page that is reloaded or crashes meanwhile would
 * lose them. A write to localStorage is done when the call returns. Each entry has a key of its own, because tabs write
 * at the same time.
 */
export class Journal {
  readonly #storage: KeyValueStorage | null;
  readonly #prefix: string;

  /** Null where the browser forbids storage: such entries then last as long as the page. */
  constructor(storage: KeyValueStorage | null, prefix: string) {
    this.#storage = storage;
    this.#prefix = `${prefix} `;
  }

  write(entry: Entry): void {
    try {
      this.#storage?.setItem(this.#prefix + entry.cid, JSON.stringify(entry));
    } catch {
      // The storage is full; IndexedDB may still have room.
    }
  }

  erase(cid: string): void {
    this.#storage?.removeItem(this.#prefix + cid);
  }

  /** Also those of other tabs and earlier visits, in the order in which they were written: later cids sort higher. */
  entries(): Entry[] {
    const keys = Object.keys(this.#storage ?? {}).filter((key) => key.startsWith(this.#prefix));
    // Another tab may erase an entry at any moment.
    const texts = keys.toSorted().map((key) => this.#storage!.getItem(key) ?? '');
    return texts.filter(Boolean).map((text) => JSON.parse(text) as Entry);
  }
}
