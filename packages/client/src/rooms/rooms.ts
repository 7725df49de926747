import type { Command, Join } from '@hubbub/protocol/commands';
import type { Event } from '@hubbub/protocol/events';
import type { Heartbeat, Me, Refusal, ServerLine, Snapshot } from '@hubbub/protocol/lines';
import type { Outbox } from '../outbox/outbox.ts';
import { isTransient } from '../errors.ts';
import { Room } from './room.ts';

export interface RoomsOptions {
  outbox: Outbox;
  send: (commands: Command[]) => void;
  me: () => Me | null;
  changed: () => void;
}

/** The rooms this client is in or wants to be in, by their one spelling, and what the server says of them. */
export class Rooms {
  readonly all = new Map<string, Room>();
  readonly #options: RoomsOptions;

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  join(name: string): Room {
    const joined = this.all.get(name);
    if (joined && !joined.refusal) return joined;
    const room = joined ?? new Room(name, this.#options.outbox, this.#options.changed);
    room.refusal = undefined;
    this.all.set(name, room);
    this.#ask(room);
    return room;
  }

  leave(name: string): void {
    this.all.get(name)?.writers.stop();
    if (!this.all.delete(name)) return;
    this.#options.send([{ type: 'leave', room: name }]);
    this.#options.changed();
  }

  /** For a new connection, which is in none of them. */
  enterAll(): Join[] {
    return [...this.all.values()].map((room) => room.ask());
  }

  /** Whether the server takes what is said there. */
  isIn(name: string): boolean {
    return this.all.get(name)?.link === 'in';
  }

  receive(line: ServerLine): void {
    const room = 'room' in line && line.room !== undefined ? this.all.get(line.room) : undefined;
    if (!room) return;
    switch (line.type) {
      case 'joined':
        return this.#entered(room, line);
      case 'reset':
        this.#entered(room, line);
        room.reset = line.reason;
        return;
      case 'resumed':
        room.entered();
        // Not from where we are: rather all again than a hole.
        if (line.epoch !== room.timeline.epoch || line.after > room.timeline.head) this.#ask(room, true);
        return;
      case 'people':
        room.people = line;
        return;
      case 'typing':
        return room.writers.heard(line, this.#options.me()?.id);
      case 'posted':
      case 'edited':
      case 'deleted':
      case 'reacted':
      case 'unreacted':
        return this.#happened(room, line);
      default:
        // An event that a newer server knows. It takes its place in the log; what it means is for a newer page.
        if (isEvent(line)) this.#happened(room, line);
    }
  }

  /** A quiet room has our head; one that is ahead has lost something on the way. */
  heard({ heads }: Heartbeat): void {
    for (const room of this.all.values()) {
      const behind = room.link === 'in' && (heads[room.room] ?? 0) > room.timeline.head;
      const turnedAway = room.link === 'out' && !room.refusal;
      if (behind || turnedAway) this.#ask(room);
    }
  }

  /** The server says that we are not in there after all. */
  lost(name: string | undefined): void {
    const room = this.all.get(name ?? '');
    if (room?.link === 'in') this.#ask(room);
  }

  refused(line: Refusal): void {
    const room = this.all.get(line.room ?? '');
    if (!room) return;
    room.link = 'out';
    if (!isTransient(line.code)) room.refusal = line;
  }

  /** What the logs show already is not pending, whether its ack ever came or not. */
  settle(): void {
    for (const room of this.all.values()) this.settleIn(room);
  }

  settleIn(room: Room): void {
    if (room.pending.length === 0) return;
    const { messages, detached } = room.timeline;
    for (const shown of [messages, detached?.messages ?? []])
      for (const message of shown) if (this.#isMine(message)) this.#options.outbox.discard(message.cid);
  }

  #entered(room: Room, page: Snapshot): void {
    // What another history acknowledged is gone with it.
    const known = page.epoch === room.timeline.epoch ? page.head : Infinity;
    room.entered(page);
    this.#options.outbox.reached(room.room, known);
    this.settleIn(room);
  }

  #happened(room: Room, event: Event): void {
    if (room.timeline.apply(event) === 'gap') {
      if (room.link === 'in') this.#ask(room);
      return;
    }
    if (event.type === 'posted') room.writers.posted(event, this.#options.me()?.id);
    if (this.#isMine(event)) this.#options.outbox.discard(event.cid);
  }

  #ask(room: Room, afresh = false): void {
    this.#options.send([room.ask(afresh)]);
    this.#options.changed();
  }

  /** A name that was lost with its secret was ours as well: nobody else could have known the cid. */
  #isMine({ by }: { by: string | null }): boolean {
    const me = this.#options.me();
    return by !== null && (me === null || by === me.id);
  }
}

function isEvent(line: object): line is Event {
  return 'seq' in line && Number.isInteger(line.seq) && 'at' in line;
}
