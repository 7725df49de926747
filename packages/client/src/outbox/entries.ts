import type { Entry } from './entry.ts';

/** An entry as this tab knows it. */
export interface Item {
  entry: Entry;
  /** It is in the store as it is here, so it may be sent. */
  stored: boolean;
  /** Sent on the current connection. */
  sent: boolean;
  /** The `seq` that the server acknowledged. The entry is shown until the timeline's head reaches it. */
  seq?: number;
}

/**
 * Entries that are sent and not answered. When one of them is refused because there were too many, all after it are
 * refused before `retryAfter` is over (RATE-2), so that they are sent again in order.
 */
const MAX_IN_FLIGHT = 32;

/** Entries by cid, in the order in which they were added. */
export class OutboxEntries {
  #items = new Map<string, Item>();
  /** The arrays that `of` returned last, by room. */
  readonly #byRoom = new Map<string, readonly Entry[]>();

  get all(): Item[] {
    return [...this.#items.values()];
  }

  /** The tabs that have entries here apart from this one; undefined stands for entries of no tab. */
  otherTabs(tab: string): Set<string | undefined> {
    const others = this.all.filter(({ entry, seq }) => entry.tab !== tab && seq === undefined);
    return new Set(others.map(({ entry }) => entry.tab));
  }

  /** How many more entries this tab may send before an answer. */
  sendingCapacity(tab: string): number {
    const inFlight = ({ entry, sent, seq }: Item) =>
      entry.tab === tab && entry.state !== 'failed' && sent && seq === undefined;
    return MAX_IN_FLIGHT - this.all.filter(inFlight).length;
  }

  get(cid: string): Item | undefined {
    return this.#items.get(cid);
  }

  add(item: Item): void {
    this.#items.set(item.entry.cid, item);
  }

  delete(cid: string): boolean {
    return this.#items.delete(cid);
  }

  /** The entries of a room; the same array until one of them changes. */
  of(room: string): readonly Entry[] {
    const entries = this.#list.filter((entry) => entry.room === room);
    const before = this.#byRoom.get(room);
    if (before && areSame(before, entries)) return before;
    this.#byRoom.set(room, entries);
    return entries;
  }

  /** The cids of the entries that were in the store when this tab last read or wrote them. */
  get stored(): Set<string> {
    return new Set(this.all.filter(({ stored }) => stored).map(({ entry }) => entry.cid));
  }

  /**
   * Merges what was read from the store, and returns whether an entry changed. Another tab has removed the entries
   * that were stored `before` the read and are not in its result.
   */
  merge(read: readonly Entry[], before: ReadonlySet<string>): boolean {
    const old = this.#list;
    const readCids = new Set(read.map(({ cid }) => cid));
    const stays = ({ entry: { cid }, seq }: Item) => !readCids.has(cid) && (!before.has(cid) || seq !== undefined);
    const merged: Item[] = [];
    let rest = this.all;
    for (const entry of read) {
      const item = this.#items.get(entry.cid) ?? { entry, stored: true, sent: false };
      // An entry that this tab is about to store is newer than the one that was read.
      if (item.stored && item.seq === undefined && isChanged(item.entry, entry))
        Object.assign(item, { entry, sent: false });
      const end = rest.indexOf(item) + 1;
      merged.push(...rest.slice(0, end).filter(stays), item);
      rest = rest.slice(end);
    }
    merged.push(...rest.filter(stays));
    this.#items = new Map(merged.map((item) => [item.entry.cid, item]));
    return !areSame(this.#list, old);
  }

  get #list(): Entry[] {
    return this.all.map(({ entry }) => entry);
  }
}

function areSame(a: readonly Entry[], b: readonly Entry[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}

function isChanged(a: Entry, b: Entry): boolean {
  return a.tab !== b.tab || a.state !== b.state || a.code !== b.code || a.reason !== b.reason;
}
