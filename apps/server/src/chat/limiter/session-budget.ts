import type { Command } from '../ports.ts';
import type { Bucket } from './bucket.ts';
import { type Action, costs } from './costs.ts';
import type { Budgets, Limiter } from './limiter.ts';

/** The room that a command posts to. */
export interface PaidRoom {
  readonly head: number;
  readonly budget: Bucket;
}

/** Whether a command adds to a room's log, which is what a room's budget is for. */
export function isPost(command: Command): command is Extract<Command, { room: string; cid: string }> {
  return costs[command.type].room !== undefined;
}

/** What one connection spends from: its own budget until it has a person, then theirs, its address's and the rooms'. */
export class SessionBudget {
  readonly #limiter: Limiter;
  readonly #address: Bucket;
  readonly #unnamed: Bucket;
  #person: Bucket | undefined;
  #personId: string | undefined;
  /** After a refused post, the time (`performance.now`) until which all posts are refused. */
  #postsRefusedUntil = 0;

  constructor(limiter: Limiter, network: string) {
    this.#limiter = limiter;
    this.#address = limiter.acquire('address', network);
    this.#unnamed = limiter.newBucket('person');
  }

  signedIn(personId: string): void {
    this.#person = this.#limiter.acquire('person', personId);
    this.#personId = personId;
  }

  /** Pays for a command. Returns 0, or the milliseconds after which the client can afford it. */
  pay(command: Command, room: PaidRoom | undefined): number {
    const posts = isPost(command);
    // What is refused is sent again in the same order, so nothing that was sent after it is accepted before.
    const refusedMs = posts ? this.#postsRefusedUntil - performance.now() : 0;
    if (refusedMs > 0) return refusedMs;
    const budgets = this.#budgets(room);
    if (command.type === 'rename' && this.#personId !== undefined)
      budgets.renames = this.#limiter.renamesOf(this.#personId);
    const creates = command.type === 'send' && room?.head === 0;
    const waitMs = (creates && this.#limiter.pay('new_room', budgets)) || this.#limiter.pay(command.type, budgets);
    if (waitMs > 0 && posts) this.#postsRefusedUntil = performance.now() + waitMs;
    return waitMs;
  }

  /** Pays for what a command turned out to be. */
  payAnyway(action: Action): void {
    this.#limiter.payAnyway(action, this.#budgets());
  }

  /** The connection has ended. */
  release(): void {
    if (this.#person !== undefined) this.#limiter.release(this.#person);
    this.#limiter.release(this.#address);
  }

  #budgets(room?: PaidRoom): Budgets {
    const person = this.#person ?? this.#unnamed;
    return { person, address: this.#address, ...(room && { room: room.budget }) };
  }
}
