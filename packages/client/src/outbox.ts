import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';

/** Something the person did that the room does not show yet. Never changed in place. */
export interface Entry {
  readonly cid: string;
  readonly room: string;
  readonly type: 'send' | 'edit' | 'delete';
  /** Of a send or an edit. */
  readonly text?: string;
  /** The message that an edit or a delete is about. */
  readonly target?: number;
  /** The history that `target` is a number of. In another one that number is another message. */
  readonly epoch?: string;
  /** When it was done: milliseconds since 1970 by this machine's clock. */
  readonly at: number;
  /** `waiting` goes out by itself; `failed` was refused with `code` and waits for the person. */
  readonly state: 'waiting' | 'failed';
  readonly code?: ErrorCode;
  readonly reason?: NameReason;
}

/** Keeps entries across a reload. Every implementation passes `outbox-contract.ts`. None of these rejects. */
export interface OutboxStore {
  /** In the order in which they were first put. */
  all(): Promise<Entry[]>;
  /** Adds the entry, or puts it in the place of the one with its cid. */
  put(entry: Entry): Promise<void>;
  remove(cid: string): Promise<void>;
}

interface Item {
  entry: Entry;
  /** In the store, so that it may be sent. */
  kept: boolean;
  /** Sent on the connection that is open now. */
  sent: boolean;
  /** The server has it as this `seq`. It is shown until the log has come that far, so that nothing blinks. */
  seq?: number;
}

/** What this person did, in order, until the room shows it. */
export class Outbox {
  readonly #store: OutboxStore;
  readonly #changed: () => void;
  /** By cid, in the order of doing. */
  #items = new Map<string, Item>();
  #shown = new Map<string, readonly Entry[]>();
  #loading = false;
  #loaded = false;

  /** `changed` is called after every change, also when something became ready to be sent. */
  constructor(store: OutboxStore, changed: () => void) {
    this.#store = store;
    this.#changed = changed;
  }

  /**
   * Brings back what an earlier visit left, once. Until then nothing is `due`, because that is older and goes first.
   * `loaded` is called before anything of it is.
   */
  async load(loaded: () => void): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    const earlier = await this.#store.all();
    const items = earlier.map((entry): [string, Item] => [entry.cid, { entry, kept: true, sent: false }]);
    this.#items = new Map([...items, ...this.#items]);
    this.#loaded = true;
    this.#shown.clear();
    loaded();
    this.#changed();
  }

  /** What is to be shown as pending in this room; the same array until it changes. */
  pending(room: string): readonly Entry[] {
    let entries = this.#shown.get(room);
    if (!entries) {
      entries = [...this.#items.values()].map((item) => item.entry).filter((entry) => entry.room === room);
      this.#shown.set(room, entries);
    }
    return entries;
  }

  /** The rooms for which something waits. */
  waitingIn(): Set<string> {
    const entries = [...this.#items.values()].map((item) => item.entry);
    return new Set(entries.filter(({ state }) => state === 'waiting').map(({ room }) => room));
  }

  add(entry: Entry): void {
    const item: Item = { entry, kept: false, sent: false };
    this.#items.set(entry.cid, item);
    this.#keep(item);
  }

  /** What is to be sent now, in order, where `ready` says that the room takes it. It counts as sent from here on. */
  due(ready: (room: string) => boolean): Entry[] {
    if (!this.#loaded) return [];
    const due: Entry[] = [];
    const held = new Set<string>();
    for (const item of this.#items.values()) {
      const { room, state } = item.entry;
      if (item.sent || state === 'failed' || held.has(room) || !ready(room)) continue;
      if (item.kept) {
        item.sent = true;
        due.push(item.entry);
      } else held.add(room);
    }
    return due;
  }

  /** A new connection: whatever was not acknowledged on the old one may be lost. */
  sendAgain(): void {
    for (const item of this.#items.values()) item.sent = item.seq !== undefined;
  }

  /** Refused only because something else must happen first. */
  hold(cid: string): void {
    const item = this.#items.get(cid);
    if (item && item.seq === undefined) item.sent = false;
  }

  /** `head` is how far the room's log is here; undefined when the room was left. */
  acknowledged(cid: string, seq: number, head: number | undefined): void {
    const item = this.#items.get(cid);
    if (!item) return;
    if (head === undefined || head >= seq) return this.discard(cid);
    item.seq = seq;
    item.sent = true;
    void this.#store.remove(cid);
  }

  /** The log has come to `head`: what was acknowledged up to there is in it. */
  reached(room: string, head: number): void {
    for (const [cid, { entry, seq }] of this.#items) {
      if (entry.room === room && seq !== undefined && seq <= head) this.#drop(cid);
    }
  }

  failed(cid: string, code: ErrorCode, reason?: NameReason): void {
    const item = this.#items.get(cid);
    if (!item || item.seq !== undefined) return;
    item.entry = { ...item.entry, state: 'failed', code, ...(reason && { reason }) };
    this.#keep(item);
  }

  /** Sends a failed entry again, with the same cid, so that it cannot be there twice. */
  retry(cid: string): void {
    const item = this.#items.get(cid);
    if (item?.entry.state !== 'failed') return;
    const { code: _code, reason: _reason, ...entry } = item.entry;
    item.entry = { ...entry, state: 'waiting' };
    item.sent = false;
    this.#keep(item);
  }

  /** Done, or not wanted any more. */
  discard(cid: string): void {
    if (this.#drop(cid)) void this.#store.remove(cid);
  }

  #keep(item: Item): void {
    item.kept = false;
    void this.#store.put(item.entry).then(() => {
      item.kept = true;
      this.#changed();
    });
    this.#touched(item.entry.room);
  }

  #drop(cid: string): boolean {
    const item = this.#items.get(cid);
    if (!item) return false;
    this.#items.delete(cid);
    this.#touched(item.entry.room);
    return true;
  }

  #touched(room: string): void {
    this.#shown.delete(room);
    this.#changed();
  }
}
