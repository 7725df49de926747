import { signal } from '@preact/signals';
import type { Client, Position } from '@hubbub/client';

/** What the message list was last asked to show. A new request is a new object, even for the same message. */
export type Target =
  | { type: 'newest' }
  | {
      type: 'message';
      room: string;
      /** Centred, and kept in the centre until the reader scrolls. */
      seq: number;
      /** 0: not highlighted. Otherwise a number that changes with every jump, so that the animation starts again. */
      lit: number;
    };

/** Resolves a permalink, a reply, a mention or a date to a message of the room. */
export class JumpTarget {
  readonly current = signal<Target | null>(null);
  /** Why the requested message is not shown: it is not in the room, or it could not be fetched. */
  readonly problem = signal<'missing' | 'unreachable' | null>(null);
  readonly #client: Client;
  readonly #onMissing: () => void;
  #jumpCount = 0;
  #request: { room: string; position: Position } | null = null;

  constructor(client: Client, onMissing: () => void) {
    this.#client = client;
    this.#onMissing = onMissing;
  }

  /** Jumps as soon as the room is loaded. Replaces an earlier request. */
  request(room: string, position: Position): void {
    this.#reset(null);
    this.#request = { room, position };
    this.resolve();
  }

  /** Back to the newest messages. Drops an earlier request. */
  returnToNewest(room: string): void {
    this.#reset({ type: 'newest' });
    this.#client.returnToNewest(room);
  }

  /** Called after every change: the requested room may be loaded now. */
  resolve(): void {
    if (!this.#request || this.#client.rooms.get(this.#request.room)?.phase !== 'live') return;
    const { room, position } = this.#request;
    this.#request = null;
    void this.#jump(room, position, this.#jumpCount);
  }

  #reset(target: Target | null): void {
    this.#jumpCount++;
    this.#request = null;
    this.current.value = target;
    this.problem.value = null;
  }

  async #jump(room: string, position: Position, jump: number): Promise<void> {
    const found = await this.#client.jumpTo(room, position).catch(() => undefined);
    if (jump !== this.#jumpCount) return;
    if (found === undefined) {
      this.problem.value = 'unreachable';
      return;
    }
    const missing = found === null || ('seq' in position && found !== position.seq);
    // The neighbour of a missing message is shown, but nothing marks it: it is not what was asked for.
    if (found !== null) this.current.value = { type: 'message', room, seq: found, lit: missing ? 0 : jump };
    if (!missing) return;
    this.problem.value = 'missing';
    this.#onMissing();
  }
}
