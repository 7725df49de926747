import { signal } from '@preact/signals';
import type { Client } from '@hubbub/client';
import type { UnreadRoom } from '@hubbub/protocol/lines';
import { MAX_WATCHED_ROOMS } from '@hubbub/protocol/limits';
import type { PersistedMap } from './persisted-map.ts';

/** What is unread in rooms that were opened here before. A room that never was is not unread, only unknown. */
export class Unread {
  readonly rooms = signal<ReadonlyMap<string, UnreadRoom>>(new Map());
  readonly #client: Client;
  /** By room: the newest `seq` that was on the screen of this browser. */
  readonly #marks: PersistedMap<number>;
  /** The room on the screen counts for itself. */
  #here: string | null = null;

  constructor(client: Client, marks: PersistedMap<number>) {
    this.#client = client;
    this.#marks = marks;
  }

  enterRoom(room: string | null): void {
    this.#here = room;
    this.watch();
  }

  /** The marks changed, here or in another tab. */
  watch(): void {
    const marks = [...this.#marks.entries()].filter(([room]) => room !== this.#here);
    this.#client.watch(marks.slice(-MAX_WATCHED_ROOMS));
  }

  refresh(): void {
    const { unread } = this.#client;
    if (unread !== this.rooms.peek()) this.rooms.value = unread;
  }

  countsOf(room: string): { messages: number; mentions: number } {
    const counted = room === this.#here ? undefined : this.rooms.value.get(room);
    return counted ?? { messages: 0, mentions: 0 };
  }

  /** Mentions in all rooms but the one on the screen. */
  get mentionCount(): number {
    let sum = 0;
    for (const { room, mentions } of this.rooms.value.values()) if (room !== this.#here) sum += mentions;
    return sum;
  }
}
