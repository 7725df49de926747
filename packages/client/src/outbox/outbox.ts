import type { Command } from '@hubbub/protocol/commands';
import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';
import type { Message } from '@hubbub/protocol/events';
import { newId } from '../ids.ts';
import { dueCommand } from './due-commands.ts';
import { OutboxEntries, type Item } from './entries.ts';
import type { Action, Entry } from './entry.ts';
import { SharedStore, type SharedStoreOptions } from './shared-store.ts';

export interface OutboxOptions extends SharedStoreOptions {
  /** Undefined for a room that this tab has not joined. */
  room: (name: string) => OutboxRoom | undefined;
  /** Called when this tab has taken over entries of another visit or tab, with the rooms of what it has to send. */
  onAdopted: (rooms: ReadonlySet<string>) => void;
}

export interface OutboxRoom {
  /** The server accepts commands for it on the current connection. */
  readonly isJoined: boolean;
  readonly timeline: { readonly head: number; readonly epoch: string | null };
}

/**
 * This person's actions in all tabs of this browser, in order, until the room shows them. Each entry belongs to one tab,
 * and only that tab sends it; another tab adopts the entries of a tab that has closed.
 */
export class Outbox {
  /** The server takes nothing from this person until then, by `Date.now`. */
  limitedUntil = 0;
  readonly #options: OutboxOptions;
  readonly #store: SharedStore;
  readonly #entries = new OutboxEntries();
  #isLoading = false;
  #isLoaded = false;
  /** The store has been read on this connection. */
  #isCurrent = true;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#store = new SharedStore(options, this.#entries);
    options.tabs.onMessage((message, from) => {
      if (message.type === 'sent') this.acknowledged(message.cid, message.seq);
      else if (message.type === 'outbox') void this.#store.refresh();
      else if (message.type === 'goodbye' && this.#entries.otherTabs(options.tabs.id).has(from)) void this.adopt();
    });
  }

  /** Loads the entries of earlier visits, once. Nothing is sent before that, because those entries are older. */
  async load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    await this.wake();
    this.#isLoaded = true;
    this.#adopted();
    this.#options.changed();
  }

  /** This tab may have been frozen, and the others may have taken over its entries. */
  async wake(): Promise<void> {
    await this.#store.refresh();
    await this.adopt();
  }

  /** Takes over the entries of tabs that have closed. */
  async adopt(): Promise<void> {
    const tabs = [...this.#entries.otherTabs(this.#options.tabs.id)];
    // All at once: a closed tab is known only because it does not answer for a second.
    const areOpen = await Promise.all(tabs.map(async (tab) => tab !== undefined && this.#options.tabs.isOpen(tab)));
    for (const tab of tabs.filter((_, index) => !areOpen[index])) {
      const theirs = this.#entries.all.filter(({ entry }) => entry.tab === tab);
      await this.#store.adopt(
        theirs.map(({ entry }) => entry.cid),
        tab,
      );
      if (this.#isLoaded) this.#adopted();
    }
  }

  /** The entries that a room shows as pending; the same array until one of them changes. */
  pending(room: string): readonly Entry[] {
    return this.#entries.of(room);
  }

  /** Returns the new entry's cid. */
  add(action: Action): string {
    const cid = newId();
    const isAboutMessage = (action.target ?? action.reply) !== undefined;
    const epoch = isAboutMessage && this.#options.room(action.room)?.timeline.epoch;
    this.#put({ ...action, ...(epoch && { epoch }), cid, at: Date.now(), state: 'waiting' });
    return cid;
  }

  /**
   * The commands to send now, which count as sent. Later entries of a room wait for one that is not stored yet, so that
   * their order stays. An entry that the server would refuse fails.
   */
  takeDue(maxTextBytes: number): Command[] {
    if (!this.#isLoaded || !this.#isCurrent || Date.now() < this.limitedUntil) return [];
    const commands: Command[] = [];
    let capacity = this.#entries.sendingCapacity(this.#options.tabs.id);
    const blockedRooms = new Set<string>();
    for (const item of this.#entries.all) {
      if (capacity <= 0) break;
      const { entry } = item;
      if (!this.#isOwn(item) || item.sent || entry.state === 'failed' || blockedRooms.has(entry.room)) continue;
      const room = this.#options.room(entry.room);
      if (!room?.isJoined) continue;
      if (!item.stored) {
        blockedRooms.add(entry.room);
        continue;
      }
      item.sent = true;
      const command = dueCommand(entry, room.timeline.epoch, maxTextBytes);
      if (typeof command === 'string') this.failed(entry.cid, command);
      else {
        commands.push(command);
        capacity--;
      }
    }
    return commands;
  }

  /** On a new connection: unacknowledged entries may be lost, or belong to another tab by now. */
  async resend(): Promise<void> {
    for (const item of this.#entries.all) item.sent = item.seq !== undefined;
    if (!this.#isLoading || !this.#entries.all.some((item) => item.stored && !item.sent)) return;
    this.#isCurrent = false;
    await this.#store.refresh();
    this.#isCurrent = true;
    this.#options.changed();
  }

  /** The server refused the entry only for now. It is sent again. */
  requeue(cid: string): void {
    const item = this.#entries.get(cid);
    if (item && item.seq === undefined) item.sent = false;
  }

  /** The server refused the entry because there were too many at once. It is sent again after this time, in order. */
  postpone(cid: string, seconds: number): void {
    this.requeue(cid);
    const ms = seconds * 1_000;
    if (Date.now() + ms <= this.limitedUntil) return;
    this.limitedUntil = Date.now() + ms;
    setTimeout(this.#options.changed, ms);
  }

  /** The server has the entry. Only the tab that sent it receives the acknowledgement, and notifies the others. */
  acknowledged(cid: string, seq: number): void {
    const item = this.#entries.get(cid);
    if (!item) return;
    const isOwn = this.#isOwn(item);
    if (isOwn) this.#options.tabs.send({ type: 'sent', cid, seq });
    const head = this.#options.room(item.entry.room)?.timeline.head;
    if (head === undefined || head >= seq) return this.discard(cid);
    item.seq = seq;
    item.sent = true;
    if (isOwn) void this.#store.remove(cid);
  }

  /** The room's timeline includes everything up to `head`, and with it the entries acknowledged up to there. */
  reached(room: string, head: number): void {
    for (const { entry, seq } of this.#entries.all)
      if (entry.room === room && seq !== undefined && seq <= head) this.discard(entry.cid);
  }

  failed(cid: string, code: ErrorCode, reason?: NameReason): void {
    const item = this.#entries.get(cid);
    if (!item || item.seq !== undefined || !this.#isOwn(item)) return;
    item.entry = { ...item.entry, state: 'failed', code, ...(reason && { reason }) };
    this.#store.put(item);
  }

  /**
   * The server has lost the end of its log, above `shared` or later: perhaps what it had acknowledged and the room did
   * not show yet, and the messages that entries are about, whose numbers are others' now. The person decides.
   */
  endLost(room: string, shared: number): void {
    for (const item of this.#entries.all) {
      const { cid, target, reply, state } = item.entry;
      if (item.entry.room !== room) continue;
      if (item.seq !== undefined) {
        delete item.seq;
        this.failed(cid, 'store_failed');
      } else if (state === 'waiting' && (target ?? reply ?? 0) > shared) this.failed(cid, 'no_such_message');
    }
  }

  /** The server has lost these messages of this person. The person decides whether they are sent again. */
  lost(room: string, messages: readonly Message[]): void {
    for (const { cid, text, kind, at } of messages) {
      if (this.#entries.get(cid) || kind === 'renamed') continue;
      // Without `reply`, whose number may be another message now.
      this.#put({ room, type: 'send', text, ...(kind && { kind }), cid, at, state: 'failed', code: 'store_failed' });
    }
  }

  /** Sends a failed entry again with the same cid, so that it cannot appear twice. It belongs to this tab from now on. */
  retry(cid: string): void {
    this.#withOwn(cid, (item) => {
      if (item.entry.state !== 'failed') return;
      const { code: _code, reason: _reason, ...entry } = item.entry;
      item.entry = { ...entry, state: 'waiting' };
      item.sent = false;
      this.#store.put(item);
      this.#adopted();
    });
  }

  /** Removes the entry, whichever tab it belongs to. */
  cancel(cid: string): void {
    this.#withOwn(cid, () => this.discard(cid));
  }

  /** Called when the room shows the entry's effect, or when the person has cancelled it. */
  discard(cid: string): void {
    if (!this.#entries.delete(cid)) return;
    void this.#store.remove(cid);
    this.#options.changed();
  }

  #put(entry: Entry): void {
    const item: Item = { entry: { ...entry, tab: this.#options.tabs.id }, stored: false, sent: false };
    this.#entries.add(item);
    this.#store.put(item);
  }

  #adopted(): void {
    const waiting = this.#entries.all.filter((item) => this.#isOwn(item) && item.entry.state === 'waiting');
    this.#options.onAdopted(new Set(waiting.map(({ entry }) => entry.room)));
  }

  #isOwn({ entry }: Item): boolean {
    return entry.tab === this.#options.tabs.id;
  }

  /** Takes the entry over first if it belongs to another tab. */
  #withOwn(cid: string, work: (item: Item) => void): void {
    const item = this.#entries.get(cid);
    if (!item) return;
    if (this.#isOwn(item)) return work(item);
    void this.#store.adopt([cid], item.entry.tab).then(() => {
      const taken = this.#entries.get(cid);
      if (taken && this.#isOwn(taken)) work(taken);
    });
  }
}
