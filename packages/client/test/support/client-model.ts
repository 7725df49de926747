import { expect } from 'vitest';
import type { Join } from '@hubbub/protocol/commands';
import type { ErrorCode } from '@hubbub/protocol/errors';
import type { Event, Message } from '@hubbub/protocol/events';
import type { Refusal, ServerLine, Snapshot } from '@hubbub/protocol/lines';
import type { Client } from '../../src/client.ts';
import type { ModelAction } from './model-log.ts';
import type { ModelServer, TrafficObserver } from './model-server.ts';
import { expectedMessages, topicAfter, reduceEvents } from './reference-reducer.ts';
import { ann } from './fixtures.ts';

interface Note {
  readonly deed: ModelAction;
  /** The cid of the message that it is about: a seq means another one in another history. */
  readonly meant: string | undefined;
  /** The history in which she did it. */
  readonly epoch: string | null;
  state: 'waiting' | 'failed';
  code?: ErrorCode | undefined;
  /** Acknowledged as this. */
  seq?: number;
}
interface Copy {
  epoch: string | null;
  head: number;
  oldest: number;
}
const nothing: Copy = { epoch: null, head: 0, oldest: Infinity };

/**
 * Model for fast-check: the state that ann's client must show, derived only from her actions and the lines that her
 * client received.
 */
export class ClientModel implements TrafficObserver {
  online = false;
  /** What she did, in order, whatever became of it. */
  readonly done = new Map<string, Note>();
  /** What the room does not show yet, in order. */
  readonly #pending = new Map<string, Note>();
  readonly #copies = new Map<string, Copy>();
  /** On which connection and in which history it was known to be there. */
  readonly #confirmed = new Map<string, { connection: number; epoch: string | null }>();
  readonly #refused = new Set<string>();
  readonly #givenUp = new Set<string>();
  /** Where she was in each room when this connection began. */
  #came = new Map<string, Copy>();
  /** Rooms in which something is missing, and has not been asked for. */
  readonly #holes = new Set<string>();
  /** Where the client may not come in just now: it asks again at the next heartbeat, whatever it hears until then. */
  readonly #turnedAway = new Set<string>();
  #heardHere = new Set<string>();
  #connection = 0;
  #epoch: string | null = null;

  /** The cids of what was refused and waits for her. */
  get failed(): string[] {
    return [...this.#pending.values()].flatMap(({ deed, state }) => (state === 'failed' ? [deed.cid] : []));
  }

  /** Whether there is a message in the room, for all she knows. */
  shows(room: string): boolean {
    return this.#copy(room).oldest < Infinity;
  }

  connects(epoch: string): void {
    this.online = true;
    this.#epoch = epoch;
    this.#connection++;
    this.#heardHere = new Set();
    this.#holes.clear();
    this.#turnedAway.clear();
    this.#came = new Map([...this.#copies].map(([room, copy]) => [room, { ...copy }]));
  }

  does(deed: ModelAction, about?: Message): void {
    const note: Note = { deed, meant: about?.cid, epoch: this.#copy(deed.room).epoch, state: 'waiting' };
    this.done.set(deed.cid, note);
    this.#pending.set(deed.cid, note);
  }

  retries(cid: string): void {
    const note = this.#pending.get(cid)!;
    note.state = 'waiting';
    note.code = undefined;
  }

  givesUp(cid: string): void {
    this.#pending.delete(cid);
    this.#givenUp.add(cid);
  }

  /** The page is opened again. What was acknowledged is the server's business from then on. */
  reloads(): void {
    this.online = false;
    this.#copies.clear();
    for (const [cid, { seq }] of this.#pending) if (seq !== undefined) this.#pending.delete(cid);
  }

  returns(room: string): void {
    this.#copies.delete(room);
  }

  /** More of the history came, and these are the newest messages and those further up now. */
  looks(room: string, messages: readonly Message[], further: readonly Message[]): void {
    const copy = this.#copy(room);
    copy.oldest = Math.min(copy.oldest, messages[0]?.seq ?? Infinity);
    this.#sees([...messages, ...further], copy.epoch);
  }

  /** She goes on from where she was, whatever she asks for later. */
  asked({ room, after, epoch }: Join): void {
    this.#holes.delete(room);
    const came = this.#came.get(room);
    this.#came.delete(room);
    if (!came) return;
    const from = came.epoch === null ? [undefined, undefined] : [came.head, came.epoch];
    expect([after, epoch]).toEqual(from);
  }

  heard(deed: ModelAction): void {
    const { cid } = deed;
    expect(this.done.get(cid)?.deed).toEqual(deed);
    // Once is enough, as long as nobody said no and the line holds; and for ever, once it is known to be there.
    expect(this.#heardHere).not.toContain(cid);
    expect(this.#confirmed.get(cid)?.connection ?? Infinity).toBeGreaterThanOrEqual(this.#connection);
    this.#heardHere.add(cid);
  }

  refused({ cid }: ModelAction): void {
    this.#heardHere.delete(cid);
    this.#refused.add(cid);
  }

  told(line: ServerLine): void {
    switch (line.type) {
      case 'joined':
      case 'reset':
        return this.#begins(line);
      case 'resumed':
        return this.#letIn(line.room);
      case 'posted':
      case 'edited':
      case 'deleted':
      case 'reacted':
      case 'unreacted':
        return this.#happens(line);
      case 'ack':
        return this.#acknowledged(line.cid, line.seq);
      case 'error':
        return this.#says(line);
      default:
    }
  }

  /** What the client shows is what follows from these notes and the server's log. */
  agree({ rooms }: Client, server: ModelServer): void {
    for (const [room, { timeline, pending }] of rooms) {
      const { epoch, head, oldest } = this.#copy(room);
      const notes = [...this.#pending.values()].filter(({ deed }) => deed.room === room);
      // Her client says no by itself to a change of another history's message, as soon as it would go out.
      for (const note of notes) {
        const code = pending.find(({ cid }) => cid === note.deed.cid)?.code;
        if (note.state === 'waiting' && isElsewhere(note, epoch) && code === 'no_such_message') fail(note, code);
      }
      expect(pending.map(({ cid, state, code }) => ({ cid, state, code }))).toEqual(
        notes.map(({ deed, state, code }) => ({ cid: deed.cid, state, code })),
      );
      expect({ epoch: timeline.epoch, head: timeline.head }).toEqual({ epoch, head });
      expect(timeline.messages[0]?.seq ?? Infinity).toBe(oldest);
      if (epoch === null) continue;
      const events = server.log(room, epoch);
      expect(timeline.messages).toEqual(expectedMessages(events, head, timeline.messages));
      expect(timeline.older).toBe(reduceEvents(events.slice(0, head)).some(({ seq }) => seq < oldest));
      expect(timeline.topic).toEqual(topicAfter(events.slice(0, head)));
      const further = timeline.detached?.messages ?? [];
      expect(further).toEqual(expectedMessages(events, head, further, false));
      if (timeline.detached) {
        expect([timeline.detached.newer, further.length > 0, further.at(-1)!.seq < oldest]).toEqual([true, true, true]);
        expect(timeline.detached.older).toBe(
          reduceEvents(events.slice(0, head)).some(({ seq }) => seq < further[0]!.seq),
        );
      }
      const shown = new Set([...timeline.messages, ...further].map(({ cid }) => cid));
      expect(pending.filter(({ cid }) => shown.has(cid))).toEqual([]);
    }
    for (const room of rooms.keys()) this.#holds(server.log(room));
  }

  /** When nothing is on its way any more: her client has seen every hole by itself. */
  nothingIsMissing(): void {
    expect([...this.#holes]).toEqual([]);
  }

  /** When nothing is on its way any more, and the heads are known: what she did is there, or shown as refused. */
  allIsWell({ rooms }: Client, server: ModelServer): void {
    for (const [room, { timeline, pending }] of rooms) {
      expect([timeline.epoch, timeline.head]).toEqual([server.epoch, server.log(room).length]);
      expect(pending.filter(({ state }) => state !== 'failed')).toEqual([]);
    }
    const there = new Set([...rooms.keys()].flatMap((room) => server.log(room).map(({ cid }) => cid)));
    const lost = [...this.done.keys()].filter((cid) => {
      const elsewhere = this.#confirmed.get(cid)?.epoch ?? server.epoch;
      return !there.has(cid) && !this.#pending.has(cid) && !this.#givenUp.has(cid) && elsewhere === server.epoch;
    });
    expect(lost).toEqual([]);
  }

  /** The log has each of her deeds at most once, as she meant it, and in her order. */
  #holds(log: readonly Event[]): void {
    const hers = log.flatMap((event) => {
      const note = this.done.get(event.cid);
      return note ? [{ event, note }] : [];
    });
    for (const { event, note } of hers) {
      const about = event.type === 'posted' ? event.reply : event.target;
      if (about !== undefined) expect(log[about - 1]?.cid).toBe(note.meant);
    }
    const cids = hers.map(({ event }) => event.cid);
    expect(new Set(cids).size).toBe(cids.length);
    // What was refused and sent again has lost its place.
    const inOrder = cids.filter((cid) => !this.#refused.has(cid));
    const order = [...this.done.keys()];
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
  }

  #copy(room: string): Copy {
    const copy = this.#copies.get(room) ?? { ...nothing };
    this.#copies.set(room, copy);
    return copy;
  }

  #letIn(room: string): void {
    this.#holes.delete(room);
    this.#turnedAway.delete(room);
  }

  #begins({ room, epoch, head, messages }: Snapshot): void {
    this.#letIn(room);
    const known = epoch === this.#copy(room).epoch ? head : Infinity;
    for (const [cid, { deed, seq = Infinity }] of this.#pending)
      if (deed.room === room && seq !== Infinity && seq <= known) this.#pending.delete(cid);
    this.#copies.set(room, { epoch, head, oldest: messages[0]?.seq ?? Infinity });
    this.#sees(messages, epoch);
  }

  #happens(event: Event): void {
    const copy = this.#copy(event.room);
    if (copy.epoch === null || event.seq > copy.head + 1) {
      if (!this.#turnedAway.has(event.room)) this.#holes.add(event.room);
      return;
    }
    if (event.seq === copy.head + 1 && event.type === 'posted') copy.oldest = Math.min(copy.oldest, event.seq);
    copy.head = Math.max(copy.head, event.seq);
    this.#sees([event], copy.epoch);
  }

  #sees(there: readonly { cid: string; by: string | null }[], epoch: string | null): void {
    for (const { cid, by } of there) {
      if (by !== ann.id || !this.done.has(cid)) continue;
      this.#pending.delete(cid);
      this.#confirm(cid, epoch);
    }
  }

  #acknowledged(cid: string, seq: number): void {
    this.#confirm(cid, this.#epoch);
    const note = this.#pending.get(cid);
    if (!note) return;
    note.seq = seq;
    if (this.#copy(note.deed.room).head >= seq) this.#pending.delete(cid);
  }

  #confirm(cid: string, epoch: string | null): void {
    const { connection } = this.#confirmed.get(cid) ?? { connection: this.#connection };
    this.#confirmed.set(cid, { connection, epoch });
  }

  #says({ command, room = '', cid = '', code }: Refusal): void {
    if (command === 'join') {
      this.#holes.delete(room);
      this.#turnedAway.add(room);
    }
    const note = this.#pending.get(cid);
    if (!note || note.seq !== undefined || code === 'not_joined') return;
    fail(note, code);
  }
}

/** What she wanted to change is a message of another history. */
function isElsewhere({ deed, epoch }: Note, now: string | null): boolean {
  return (deed.type !== 'send' || deed.reply !== undefined) && epoch !== now;
}

function fail(note: Note, code: ErrorCode): void {
  note.state = 'failed';
  note.code = code;
}
