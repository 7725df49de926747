import { expect } from 'vitest';
import type { Command } from '@hubbub/protocol/commands';
import type { ErrorCode } from '@hubbub/protocol/errors';
import type { Event, Message } from '@hubbub/protocol/events';
import type { Refusal, ServerLine, Snapshot } from '@hubbub/protocol/lines';
import type { ModelAction } from './model-log.ts';
import type { TrafficObserver } from './model-server.ts';
import { ann } from './fixtures.ts';

export interface ActionRecord {
  readonly action: ModelAction;
  /** The cid of the message that it refers to: its `seq` is another message in another epoch. */
  readonly targetCid: string | undefined;
  /** The epoch in which she acted. */
  readonly epoch: string | null;
  state: 'waiting' | 'failed';
  code?: ErrorCode | undefined;
  /** The `seq` that the server acknowledged. */
  seq?: number;
}
/** What the client has received of a room; `oldest` is the first `seq` of the newest messages. */
interface RoomCopy {
  epoch: string | null;
  head: number;
  oldest: number;
}
const emptyRoom: RoomCopy = { epoch: null, head: 0, oldest: Infinity };

/**
 * Model for fast-check: the state that ann's client must show, derived only from her actions and the lines that her
 * client received.
 */
export class ClientModel implements TrafficObserver {
  online = false;
  /** All her actions by cid, in order. */
  readonly actions = new Map<string, ActionRecord>();
  /** The actions that the room does not show yet, in order. */
  readonly pending = new Map<string, ActionRecord>();
  readonly rooms = new Map<string, RoomCopy>();
  /** By cid, the connection and the epoch in which the client learnt that the action was committed. */
  readonly confirmed = new Map<string, { connection: number; epoch: string | null }>();
  readonly refused = new Set<string>();
  readonly discarded = new Set<string>();
  /** The state of each room when this connection began. */
  #resumeFrom = new Map<string, RoomCopy>();
  /** Rooms with a gap that the client has not requested yet. */
  readonly gaps = new Set<string>();
  /** Rooms whose join was refused. The client joins again at the next heartbeat, and not before. */
  readonly #joinRefused = new Set<string>();
  #receivedOnConnection = new Set<string>();
  #connection = 0;
  #epoch: string | null = null;

  /** The cids of refused actions that she can retry or discard. */
  get failed(): string[] {
    return [...this.pending.values()].flatMap(({ action, state }) => (state === 'failed' ? [action.cid] : []));
  }

  /** Whether the client has a message of the room. */
  hasMessages(room: string): boolean {
    return this.room(room).oldest < Infinity;
  }

  connect(epoch: string): void {
    this.online = true;
    this.#epoch = epoch;
    this.#connection++;
    this.#receivedOnConnection = new Set();
    this.gaps.clear();
    this.#joinRefused.clear();
    this.#resumeFrom = new Map([...this.rooms].map(([room, copy]) => [room, { ...copy }]));
  }

  act(action: ModelAction, about?: Message): void {
    const record: ActionRecord = {
      action,
      targetCid: about?.cid,
      epoch: this.room(action.room).epoch,
      state: 'waiting',
    };
    this.actions.set(action.cid, record);
    this.pending.set(action.cid, record);
  }

  retry(cid: string): void {
    const record = this.pending.get(cid)!;
    record.state = 'waiting';
    record.code = undefined;
  }

  discard(cid: string): void {
    this.pending.delete(cid);
    this.discarded.add(cid);
  }

  /** The page is loaded again. Acknowledged actions were removed from the outbox. */
  reload(): void {
    this.online = false;
    this.rooms.clear();
    for (const [cid, { seq }] of this.pending) if (seq !== undefined) this.pending.delete(cid);
  }

  rejoin(room: string): void {
    this.rooms.delete(room);
  }

  /** A page of history arrived. `detached` are the messages of the detached segment. */
  pageLoaded(room: string, messages: readonly Message[], detached: readonly Message[]): void {
    const copy = this.room(room);
    copy.oldest = Math.min(copy.oldest, messages[0]?.seq ?? Infinity);
    this.#seen([...messages, ...detached], copy.epoch);
  }

  /** The first join of a connection resumes where the client was. */
  joinReceived({ room, after, epoch }: Command<'join'>): void {
    this.gaps.delete(room);
    const copy = this.#resumeFrom.get(room);
    this.#resumeFrom.delete(room);
    if (!copy) return;
    const expected = copy.epoch === null ? [undefined, undefined] : [copy.head, copy.epoch];
    expect([after, epoch]).toEqual(expected);
  }

  actionReceived(action: ModelAction): void {
    const { cid } = action;
    expect(this.actions.get(cid)?.action).toEqual(action);
    // An action is sent once per connection unless it is refused, and never on a connection after it was confirmed.
    expect(this.#receivedOnConnection).not.toContain(cid);
    expect(this.confirmed.get(cid)?.connection ?? Infinity).toBeGreaterThanOrEqual(this.#connection);
    this.#receivedOnConnection.add(cid);
  }

  actionRefused({ cid }: ModelAction): void {
    this.#receivedOnConnection.delete(cid);
    this.refused.add(cid);
  }

  lineDelivered(line: ServerLine): void {
    switch (line.type) {
      case 'joined':
      case 'reset':
        return this.#snapshotReceived(line);
      case 'resumed':
        return this.#joined(line.room);
      case 'posted':
      case 'edited':
      case 'deleted':
      case 'reacted':
      case 'unreacted':
        return this.#eventReceived(line);
      case 'ack':
        return this.#acknowledged(line.cid, line.seq);
      case 'error':
        return this.#refusalReceived(line);
      default:
    }
  }

  room(room: string): RoomCopy {
    const copy = this.rooms.get(room) ?? { ...emptyRoom };
    this.rooms.set(room, copy);
    return copy;
  }

  #joined(room: string): void {
    this.gaps.delete(room);
    this.#joinRefused.delete(room);
  }

  #snapshotReceived({ room, epoch, head, messages }: Snapshot): void {
    this.#joined(room);
    const acknowledgedUpTo = epoch === this.room(room).epoch ? head : Infinity;
    for (const [cid, { action, seq = Infinity }] of this.pending)
      if (action.room === room && seq !== Infinity && seq <= acknowledgedUpTo) this.pending.delete(cid);
    this.rooms.set(room, { epoch, head, oldest: messages[0]?.seq ?? Infinity });
    this.#seen(messages, epoch);
  }

  #eventReceived(event: Event): void {
    const copy = this.room(event.room);
    if (copy.epoch === null || event.seq > copy.head + 1) {
      if (!this.#joinRefused.has(event.room)) this.gaps.add(event.room);
      return;
    }
    if (event.seq === copy.head + 1 && event.type === 'posted') copy.oldest = Math.min(copy.oldest, event.seq);
    copy.head = Math.max(copy.head, event.seq);
    this.#seen([event], copy.epoch);
  }

  #seen(messages: readonly { cid: string; by: string | null }[], epoch: string | null): void {
    for (const { cid, by } of messages) {
      if (by !== ann.id || !this.actions.has(cid)) continue;
      this.pending.delete(cid);
      this.#confirm(cid, epoch);
    }
  }

  #acknowledged(cid: string, seq: number): void {
    this.#confirm(cid, this.#epoch);
    const record = this.pending.get(cid);
    if (!record) return;
    record.seq = seq;
    if (this.room(record.action.room).head >= seq) this.pending.delete(cid);
  }

  #confirm(cid: string, epoch: string | null): void {
    const { connection } = this.confirmed.get(cid) ?? { connection: this.#connection };
    this.confirmed.set(cid, { connection, epoch });
  }

  #refusalReceived({ command, room = '', cid = '', code }: Refusal): void {
    if (command === 'join') {
      this.gaps.delete(room);
      this.#joinRefused.add(room);
    }
    const record = this.pending.get(cid);
    if (!record || record.seq !== undefined || code === 'not_joined') return;
    fail(record, code);
  }
}

export function fail(record: ActionRecord, code: ErrorCode): void {
  record.state = 'failed';
  record.code = code;
}
