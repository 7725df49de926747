import type { Command } from '@hubbub/protocol/commands';
import { MIN_FRAME_BYTES, MAX_WATCHED_ROOMS } from '@hubbub/protocol/limits';
import type { Refusal, Unread, UnreadRoom } from '@hubbub/protocol/lines';
import { cleanRoom } from '@hubbub/protocol/names';
import { isTransient } from '../errors.ts';
import { frameBytes } from '../frames.ts';

/** Counts of unread messages, as the server sends them, in rooms that need not be joined. */
export class UnreadRooms {
  readonly #send: (command: Command<'watch'>) => void;
  /** The last `seq` that was read, by room. */
  #marks: ReadonlyMap<string, number> = new Map();
  unread: ReadonlyMap<string, UnreadRoom> = new Map();
  /** The server was sent these marks on this connection, and did not refuse them for a passing fault. */
  #isSent = true;

  constructor(send: (command: Command<'watch'>) => void) {
    this.#send = send;
  }

  /** Returns whether `unread` changed. Only the first MAX_WATCHED_ROOMS rooms are watched, without invalid names. */
  watch(marks: Iterable<readonly [room: string, after: number]>): boolean {
    const next = new Map<string, number>();
    for (const [room, after] of marks) {
      const cleaned = cleanRoom(room);
      if (cleaned.ok && next.size < MAX_WATCHED_ROOMS) next.set(cleaned.name, after);
    }
    const same = next.size === this.#marks.size && [...next].every(([room, after]) => this.#marks.get(room) === after);
    if (same) return false;
    this.#marks = next;
    this.#sendMarks();
    const kept = [...this.unread].filter(([room]) => next.has(room));
    if (kept.length === this.unread.size) return false;
    this.unread = new Map(kept);
    return true;
  }

  /** The command, if any, that watches the rooms on a new connection. The caller sends it. */
  openingCommands(): Command<'watch'>[] {
    this.#isSent = true;
    return this.#marks.size === 0 ? [] : [this.#command()];
  }

  receive({ rooms }: Unread): void {
    const watched = rooms.filter(({ room }) => this.#marks.has(room)).map((each) => [each.room, each] as const);
    if (watched.length > 0) this.unread = new Map([...this.unread, ...watched]);
  }

  refused({ code }: Refusal): void {
    this.#isSent = !isTransient(code);
  }

  /** Called at every heartbeat: sends again what the server refused for a passing fault. */
  retry(): void {
    if (!this.#isSent) this.#sendMarks();
  }

  /** The counts belong to another history. */
  forget(): void {
    if (this.unread.size > 0) this.unread = new Map();
  }

  #sendMarks(): void {
    this.#isSent = true;
    this.#send(this.#command());
  }

  /** Leaves out rooms until every server accepts the frame: a larger one would close each connection. */
  #command(): Command<'watch'> {
    const rooms = [...this.#marks].map(([room, after]) => ({ room, after }));
    const command: Command<'watch'> = { type: 'watch', rooms };
    while (frameBytes(command) > MIN_FRAME_BYTES) rooms.shift();
    return command;
  }
}
