import type { Entry } from './entry.ts';

/** An entry as this tab knows it. */
export interface Item {
  entry: Entry;
  /** In the store, so that it may be sent. */
  kept: boolean;
  /** Sent on the connection that is open now. */
  sent: boolean;
  /** The server has it as this `seq`. It is shown until the log has come that far, so that nothing blinks. */
  seq?: number;
}

/** By cid, in the order of doing: what is shown as pending. */
export class OutboxEntries {
  #items = new Map<string, Item>();
  readonly #shown = new Map<string, readonly Entry[]>();

  get all(): Item[] {
    return [...this.#items.values()];
  }

  get(cid: string): Item | undefined {
    return this.#items.get(cid);
  }

  add(item: Item): void {
    this.#items.set(item.entry.cid, item);
    this.touched(item.entry.room);
  }

  drop(cid: string): boolean {
    const item = this.#items.get(cid);
    if (!item) return false;
    this.touched(item.entry.room);
    return this.#items.delete(cid);
  }

  /** Something of this room has changed. */
  touched(room: string): void {
    this.#shown.delete(room);
  }

  /** What there is of a room; the same array until it changes. */
  of(room: string): readonly Entry[] {
    const shown = this.#shown.get(room) ?? this.all.map(({ entry }) => entry).filter((entry) => entry.room === room);
    this.#shown.set(room, shown);
    return shown;
  }

  /** The cids of what is in the store, as far as this tab put it there or has read it. */
  get kept(): Set<string> {
    return new Set(this.all.filter(({ kept }) => kept).map(({ entry }) => entry.cid));
  }

  /**
   * Takes in what the store has. What it had `before` that was read, and has no more, another tab has removed. Says
   * whether anything is another than it was.
   */
  merge(stored: readonly Entry[], before: ReadonlySet<string>): boolean {
    const old = this.all.map(({ entry }) => entry);
    const there = new Set(stored.map(({ cid }) => cid));
    const stays = ({ entry: { cid }, seq }: Item) => !there.has(cid) && (!before.has(cid) || seq !== undefined);
    const merged: Item[] = [];
    let mine = this.all;
    for (const entry of stored) {
      const item = this.#items.get(entry.cid) ?? { entry, kept: true, sent: false };
      // What this tab is just putting there is newer than what was read.
      if (item.kept && item.seq === undefined && differ(item.entry, entry)) Object.assign(item, { entry, sent: false });
      const place = mine.indexOf(item) + 1;
      merged.push(...mine.slice(0, place).filter(stays), item);
      mine = mine.slice(place);
    }
    merged.push(...mine.filter(stays));
    this.#items = new Map(merged.map((item) => [item.entry.cid, item]));
    const arrays = [...this.#shown];
    this.#shown.clear();
    for (const [room, shown] of arrays) {
      if (alike(this.of(room), shown)) this.#shown.set(room, shown);
    }
    return !alike(
      this.all.map(({ entry }) => entry),
      old,
    );
  }
}

function alike(a: readonly Entry[], b: readonly Entry[]): boolean {
  return a.length === b.length && a.every((entry, index) => entry === b[index]);
}

function differ(a: Entry, b: Entry): boolean {
  return a.tab !== b.tab || a.state !== b.state || a.code !== b.code || a.reason !== b.reason;
}
