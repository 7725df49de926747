import { signal } from '@preact/signals';
import type { Client } from '@hubbub/client';
import type { Position } from '@hubbub/client/timeline/position';

/** A message that the page was asked to show: in the middle, lit, and held there until the reader moves. */
export interface Target {
  room: string;
  seq: number;
  /** Another number for every time it is asked for, also for the same message. */
  lit: number;
}

/** Where in a room the page was asked to go: by a permalink, a reply, a mention or a date. */
export class JumpTarget {
  readonly current = signal<Target | null>(null);
  /** How often it was asked to go back to the newest messages. */
  readonly followed = signal(0);
  /** What was asked for is not in the room. */
  readonly missing = signal(false);
  readonly #client: Client;
  /** What was asked for could not be fetched. */
  readonly #failed: () => void;
  #times = 0;
  #wanted: { room: string; where: Position } | null = null;

  constructor(client: Client, failed: () => void) {
    this.#client = client;
    this.#failed = failed;
  }

  /** Goes there as soon as the room is here. */
  request(room: string, where: Position | null): void {
    this.#times++;
    this.#wanted = where && { room, where };
    this.current.value = null;
    this.missing.value = false;
    this.resolve();
  }

  /** Goes back to the newest messages, whatever was asked for before. */
  follow(room: string): void {
    this.request(room, null);
    this.#client.returnToNewest(room);
    this.followed.value++;
  }

  /** Called whenever something changed: the room may be here now. */
  resolve(): void {
    if (!this.#wanted || this.#client.rooms.get(this.#wanted.room)?.phase !== 'live') return;
    const { room, where } = this.#wanted;
    this.#wanted = null;
    void this.#go(room, where, this.#times);
  }

  async #go(room: string, where: Position, time: number): Promise<void> {
    const found = await this.#client.jumpTo(room, where).catch(() => undefined);
    // Somebody has gone elsewhere meanwhile.
    if (time !== this.#times) return;
    if (found === undefined) return this.#failed();
    this.missing.value = found === null || ('seq' in where && found !== where.seq);
    if (typeof found === 'number') this.current.value = { room, seq: found, lit: time };
  }
}
