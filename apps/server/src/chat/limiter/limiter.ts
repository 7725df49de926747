import { Bucket } from './bucket.ts';
import { type Action, allowances, costs, type Scope } from './costs.ts';

/** Connections that one address may have open. */
const MAX_CONNECTIONS_PER_ADDRESS = 2_000;

/** People and addresses whose budgets are kept. Above this, the newest share one budget. */
const MAX_KEPT_BUDGETS = 50_000;

/** A refused client tries again when this part of the smallest budget is back, so that it continues for a while. */
const REFILL_BEFORE_RETRY = 1 / 4;

/** Looking through all budgets takes some milliseconds. */
const MIN_SWEEP_INTERVAL_MS = 1_000;

/** The costs as lists, because they are looked up for every command. */
const prices = new Map(
  Object.entries(costs).map(([action, cost]) => [action as Action, Object.entries(cost) as [Scope, number][]]),
);

/** What one command or request spends from. */
export type Budgets = Partial<Record<Scope, Bucket>>;

/**
 * Limits what people, addresses and rooms may cost the server (see `costs.ts`). With a `factor` of 2 everybody may do
 * twice as much; with Infinity there is no limit.
 */
export class Limiter {
  readonly #factor: number;
  readonly #onLimited: (action: Action) => void;
  readonly #kept = new Map<string, Bucket>();
  readonly #shared: Bucket;
  #sweptAt = -Infinity;

  constructor(factor: number, onLimited: (action: Action) => void = () => undefined) {
    this.#factor = factor;
    this.#onLimited = onLimited;
    this.#shared = this.newBucket('address');
  }

  /** People and addresses that have a budget of their own. */
  get keptCount(): number {
    return this.#kept.size;
  }

  /** The budget of a room, or of a connection without a person. */
  newBucket(scope: Scope): Bucket {
    const { burst, perSecond } = allowances[scope];
    return new Bucket({ burst: burst * this.#factor, perSecond: perSecond * this.#factor });
  }

  /** The budget that all connections of a person or an address share. Each call is paired with one `release`. */
  acquire(scope: Scope, key: string): Bucket {
    const bucket = this.#find(`${scope} ${key}`, scope);
    bucket.uses++;
    return bucket;
  }

  /** The budget of a person for renames, which outlasts their connections. */
  renamesOf(person: string): Bucket {
    return this.#find(`renames ${person}`, 'renames');
  }

  release(bucket: Bucket): void {
    bucket.uses--;
  }

  /** One more connection from this address would be too many. */
  hasTooManyConnections(address: string): boolean {
    return (
      this.#factor !== Infinity &&
      this.#find(`address ${address}`, 'address').uses >= MAX_CONNECTIONS_PER_ADDRESS * this.#factor
    );
  }

  /** As `pay`, for what only an address pays. */
  payByAddress(action: Action, address: string): number {
    return this.pay(action, { address: this.#find(`address ${address}`, 'address') });
  }

  /**
   * Pays for an action from all budgets that it concerns, and returns 0. When one of them is too low, pays nothing and
   * returns the milliseconds after which it is worth trying again.
   */
  pay(action: Action, budgets: Budgets): number {
    if (this.#factor === Infinity) return 0;
    const now = performance.now();
    let waitMs = 0;
    for (const [scope, points] of prices.get(action)!) {
      const bucket = budgets[scope];
      const wait = bucket?.waitMs(points, now) ?? 0;
      if (wait > 0) waitMs = Math.max(waitMs, wait + bucket!.refillMs * REFILL_BEFORE_RETRY);
    }
    if (waitMs === 0) spend(action, budgets, now);
    else this.#onLimited(action);
    return waitMs;
  }

  /** Pays for something that has happened already. A budget may become less than empty. */
  payAnyway(action: Action, budgets: Budgets): void {
    if (this.#factor !== Infinity) spend(action, budgets, performance.now());
  }

  #find(id: string, scope: Scope): Bucket {
    let bucket = this.#kept.get(id);
    if (bucket === undefined) {
      if (this.#kept.size >= MAX_KEPT_BUDGETS && !this.#sweep()) return this.#shared;
      bucket = this.newBucket(scope);
      this.#kept.set(id, bucket);
    }
    return bucket;
  }

  /** Forgets the budgets that nobody uses and that are full again. False when none could be forgotten. */
  #sweep(): boolean {
    const now = performance.now();
    if (now - this.#sweptAt < MIN_SWEEP_INTERVAL_MS) return false;
    this.#sweptAt = now;
    for (const [id, bucket] of this.#kept) if (bucket.uses === 0 && bucket.isFull(now)) this.#kept.delete(id);
    return this.#kept.size < MAX_KEPT_BUDGETS;
  }
}

function spend(action: Action, budgets: Budgets, now: number): void {
  for (const [scope, points] of prices.get(action)!) budgets[scope]?.spend(points, now);
}
