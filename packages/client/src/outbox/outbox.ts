import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';
import type { Entry, OutboxStore } from './entry.ts';
import { OutboxEntries, type Item } from './entries.ts';
import { SharedStore } from './shared-store.ts';
import type { Tabs } from './tabs.ts';

export type { Entry, OutboxStore } from './entry.ts';

export interface OutboxOptions {
  store: OutboxStore;
  tabs: Tabs;
  /** How far the log of a room is here; undefined for a room that this tab is not in. */
  head: (room: string) => number | undefined;
  /** What is kept was read. It may have what the logs show already. */
  read: () => void;
  /** Something that another visit or tab left is this tab's now: see `waitingIn`. */
  adopted: () => void;
  /** Called after every change, also when something became ready to be sent. */
  changed: () => void;
}

/**
 * What this person did in all tabs of this browser, in order, until the room shows it. Each entry is one tab's, which
 * alone sends it; what a tab had that is not there any more is adopted by one of the others.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #tabs: Tabs;
  readonly #shelf: SharedStore;
  readonly #items = new OutboxEntries();
  #begun = false;
  #loaded = false;
  /** What is kept has been read on this connection. */
  #current = true;
  #reading: Promise<void> | undefined;
  /** It must be read once more: something has changed since that began. */
  #stale = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#tabs = options.tabs;
    this.#shelf = new SharedStore(options.store, options.tabs);
    this.#tabs.hear((word, from) => {
      if (word.type === 'sent') this.acknowledged(word.cid, word.seq);
      else if (word.type === 'outbox') void this.#read();
      else if (word.type === 'goodbye' && this.#others.has(from)) void this.adopt();
    });
  }

  /** Brings back what an earlier visit left, once. Until then nothing is `due`, because that is older and goes first. */
  async load(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    await this.wake();
    this.#loaded = true;
    this.#options.adopted();
    this.#options.changed();
  }

  /** This tab may have slept, and the others may have taken it for gone. */
  async wake(): Promise<void> {
    await this.#read();
    await this.adopt();
  }

  /** Takes over what is kept of tabs that are not there any more. */
  async adopt(): Promise<void> {
    for (const tab of this.#others) {
      if (tab !== undefined && (await this.#tabs.isOpen(tab))) continue;
      const theirs = this.#items.all.filter(({ entry }) => entry.tab === tab);
      await this.#take(
        theirs.map(({ entry }) => entry.cid),
        tab,
      );
      if (this.#loaded) this.#options.adopted();
    }
  }

  /** What is to be shown as pending in this room; the same array until it changes. */
  pending(room: string): readonly Entry[] {
    return this.#items.of(room);
  }

  /** The rooms for which something waits that this tab has to send. */
  waitingIn(): Set<string> {
    const waiting = this.#items.all.filter((item) => this.#isOwn(item) && item.entry.state === 'waiting');
    return new Set(waiting.map(({ entry }) => entry.room));
  }

  add(entry: Entry): void {
    const item: Item = { entry: { ...entry, tab: this.#tabs.id }, kept: false, sent: false };
    this.#items.add(item);
    this.#keep(item);
  }

  /** What is to be sent now, in order, where `ready` says that the room takes it. It counts as sent from here on. */
  due(ready: (room: string) => boolean): Entry[] {
    if (!this.#loaded || !this.#current) return [];
    const due: Entry[] = [];
    const held = new Set<string>();
    for (const item of this.#items.all) {
      const { room, state } = item.entry;
      if (!this.#isOwn(item) || item.sent || state === 'failed' || held.has(room) || !ready(room)) continue;
      if (item.kept) {
        item.sent = true;
        due.push(item.entry);
      } else held.add(room);
    }
    return due;
  }

  /** A new connection: what was not acknowledged on the old one may be lost, or another tab's by now. */
  async sendAgain(): Promise<void> {
    for (const item of this.#items.all) item.sent = item.seq !== undefined;
    if (!this.#begun || !this.#items.all.some((item) => item.kept && !item.sent)) return;
    this.#current = false;
    await this.#read();
    this.#current = true;
    this.#options.changed();
  }

  /** Refused only because something else must happen first. */
  hold(cid: string): void {
    const item = this.#items.get(cid);
    if (item && item.seq === undefined) item.sent = false;
  }

  /** The server has it. Told to the tab that sent it, which tells the others. */
  acknowledged(cid: string, seq: number): void {
    const item = this.#items.get(cid);
    if (!item) return;
    const own = this.#isOwn(item);
    if (own) this.#tabs.say({ type: 'sent', cid, seq });
    const head = this.#options.head(item.entry.room);
    if (head === undefined || head >= seq) return this.discard(cid);
    item.seq = seq;
    item.sent = true;
    if (own) void this.#shelf.remove(cid);
  }

  /** The log has come to `head`: what was acknowledged up to there is in it. */
  reached(room: string, head: number): void {
    for (const { entry, seq } of this.#items.all)
      if (entry.room === room && seq !== undefined && seq <= head) this.discard(entry.cid);
  }

  failed(cid: string, code: ErrorCode, reason?: NameReason): void {
    const item = this.#items.get(cid);
    if (!item || item.seq !== undefined || !this.#isOwn(item)) return;
    item.entry = { ...item.entry, state: 'failed', code, ...(reason && { reason }) };
    this.#keep(item);
  }

  /** Sends a failed entry again, with the same cid, so that it cannot be there twice. From now on it is this tab's. */
  retry(cid: string): void {
    this.#asOwn(cid, (item) => {
      if (item.entry.state !== 'failed') return;
      const { code: _code, reason: _reason, ...entry } = item.entry;
      item.entry = { ...entry, state: 'waiting' };
      item.sent = false;
      this.#keep(item);
      this.#options.adopted();
    });
  }

  /** Not wanted any more. */
  giveUp(cid: string): void {
    this.#asOwn(cid, () => this.discard(cid));
  }

  /** Done. */
  discard(cid: string): void {
    if (!this.#items.drop(cid)) return;
    void this.#shelf.remove(cid);
    this.#options.changed();
  }

  /** The tabs that have something here, but for this one; undefined for what no tab has. */
  get #others(): Set<string | undefined> {
    const others = this.#items.all.filter((item) => !this.#isOwn(item) && item.seq === undefined);
    return new Set(others.map(({ entry }) => entry.tab));
  }

  #isOwn({ entry }: Item): boolean {
    return entry.tab === this.#tabs.id;
  }

  #asOwn(cid: string, work: (item: Item) => void): void {
    const item = this.#items.get(cid);
    if (!item) return;
    if (this.#isOwn(item)) return work(item);
    void this.#take([cid], item.entry.tab).then(() => {
      const taken = this.#items.get(cid);
      if (taken && this.#isOwn(taken)) work(taken);
    });
  }

  async #take(cids: readonly string[], from: string | undefined): Promise<void> {
    await this.#shelf.adopt(cids, from);
    await this.#read();
  }

  #keep(item: Item): void {
    const { entry } = item;
    item.kept = false;
    void this.#shelf.put(entry).then(() => {
      if (item.entry === entry) item.kept = true;
      this.#options.changed();
    });
    this.#items.touched(entry.room);
    this.#options.changed();
  }

  /** Brings in what all tabs keep, as it is now or later. */
  #read(): Promise<void> {
    this.#stale = true;
    this.#reading ??= this.#readOn();
    return this.#reading;
  }

  async #readOn(): Promise<void> {
    let news = false;
    while (this.#stale) {
      this.#stale = false;
      const before = this.#items.kept;
      const stored = await this.#shelf.read();
      const there = stored?.filter(({ cid }) => this.#shelf.has(cid));
      if (there && this.#items.merge(there, before)) news = true;
    }
    this.#reading = undefined;
    if (!news) return;
    this.#options.read();
    this.#options.changed();
  }
}
