import { Scheduler, type Task } from './scheduler.ts';

/** Drafts, and the bytes of their texts, that wait for the store at most. One commit of this size takes about 5 ms. */
const MAX_UNCOMMITTED = 256;
const MAX_UNCOMMITTED_BYTES = 4 * 1024 * 1024;

/**
 * The fair queue of all sessions: they take turns with one command each, in slices of 4 ms. While enough drafts wait
 * for the store, nobody takes a turn, so that the store needs no fair queue of its own: what it has is little, and is
 * of everybody.
 */
export class CommandQueue {
  readonly #scheduler = new Scheduler();
  readonly #waiting: Task[] = [];
  #uncommitted = 0;
  #uncommittedBytes = 0;

  /** Plans a session's next turn. */
  schedule(turn: Task): void {
    if (this.#full) this.#waiting.push(turn);
    else this.#scheduler.schedule(turn);
  }

  posted(bytes: number): void {
    this.#uncommitted++;
    this.#uncommittedBytes += bytes;
  }

  committed(bytes: number): void {
    this.#uncommitted--;
    this.#uncommittedBytes -= bytes;
    if (this.#waiting.length === 0 || this.#full) return;
    for (const turn of this.#waiting.splice(0, MAX_UNCOMMITTED - this.#uncommitted)) this.#scheduler.schedule(turn);
  }

  get #full(): boolean {
    return this.#uncommitted >= MAX_UNCOMMITTED || this.#uncommittedBytes >= MAX_UNCOMMITTED_BYTES;
  }
}
