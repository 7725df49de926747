import type { Watch } from '@hubbub/protocol/commands';
import { MIN_FRAME_BYTES, MAX_WATCHED_ROOMS } from '@hubbub/protocol/limits';
import type { Refusal, Unread, UnreadRoom } from '@hubbub/protocol/lines';
import { size } from '../frames.ts';
import { isTransient } from '../errors.ts';

/** What is unread in rooms that one need not be in. */
export class UnreadRooms {
  readonly #send: (command: Watch) => void;
  /** By room: everything up to this `seq` was read. */
  #marks: ReadonlyMap<string, number> = new Map();
  #unread: ReadonlyMap<string, UnreadRoom> = new Map();
  /** The server was asked for these marks on this connection. */
  #asked = true;

  constructor(send: (command: Watch) => void) {
    this.#send = send;
  }

  get unread(): ReadonlyMap<string, UnreadRoom> {
    return this.#unread;
  }

  /** Says whether what is unread changed with it. The first 200 rooms count. */
  watch(marks: ReadonlyMap<string, number>): boolean {
    const next = new Map([...marks].slice(0, MAX_WATCHED_ROOMS));
    const same = next.size === this.#marks.size && [...next].every(([room, after]) => this.#marks.get(room) === after);
    if (same) return false;
    this.#marks = next;
    this.#ask();
    const kept = [...this.#unread].filter(([room]) => next.has(room));
    if (kept.length === this.#unread.size) return false;
    this.#unread = new Map(kept);
    return true;
  }

  /** A new connection, which watches nothing yet. */
  command(): Watch[] {
    this.#asked = true;
    if (this.#marks.size === 0) return [];
    return [this.#command()];
  }

  heard({ rooms }: Unread): void {
    const told = rooms.filter(({ room }) => this.#marks.has(room)).map((each) => [each.room, each] as const);
    if (told.length > 0) this.#unread = new Map([...this.#unread, ...told]);
  }

  refused({ code }: Refusal): void {
    this.#asked = !isTransient(code);
  }

  /** Now and then: the server could not answer. */
  insist(): void {
    if (!this.#asked) this.#ask();
  }

  /** The numbers of another history mean nothing in this one. */
  forget(): void {
    if (this.#unread.size > 0) this.#unread = new Map();
  }

  #ask(): void {
    this.#asked = true;
    this.#send(this.#command());
  }

  /** As many rooms as the server is sure to read at once: a larger frame would cost the connection, each time. */
  #command(): Watch {
    const rooms = [...this.#marks].map(([room, after]) => ({ room, after }));
    const command: Watch = { type: 'watch', rooms };
    while (size(command) > MIN_FRAME_BYTES) rooms.shift();
    return command;
  }
}
