import { signal } from '@preact/signals';
import type { Client } from '@hubbub/client';
import type { UnreadRoom } from '@hubbub/protocol/lines';
import { MAX_WATCHED_ROOMS } from '@hubbub/protocol/limits';
import type { PersistedMap } from './persisted-map.ts';

/** Unread counts of the rooms that were opened in this browser before; other rooms have none. */
export class Unread {
  readonly rooms = signal<ReadonlyMap<string, UnreadRoom>>(new Map());
  readonly #client: Client;
  /** By room: the newest `seq` that was on the screen of this browser. */
  readonly #marks: PersistedMap<number>;
  /** The open room has no unread count. */
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

  /** Mentions in all rooms except the open one. */
  get mentionCount(): number {
    let sum = 0;
    for (const { room, mentions } of this.rooms.value.values()) if (room !== this.#here) sum += mentions;
    return sum;
  }
}
