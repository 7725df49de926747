import { randomBytes, randomInt } from 'node:crypto';
import type { Participant, Person } from '@hubbub/protocol/events';
import { cleanName } from '@hubbub/protocol/names';
import { ChatError } from '../errors.ts';
import type { NameChange, NameResult, Store } from '../ports.ts';
import { withSuffix } from './guest-name.ts';
import { hashSecret, isWeak } from './secrets.ts';
import { skeletons } from './skeletons.ts';

export type NewName = Pick<NameChange, 'name' | 'skeletons'>;

/** The participant of a plain connection, whose name is free again once it is released. */
export interface ReservedGuest {
  participant: Participant;
  release(): void;
}

/**
 * Gives names to people. A person holds a name for good, by a secret. A plain connection reserves one while it
 * is connected, and a claim or rename reserves one until it is decided.
 */
export class Names {
  readonly #store: Store;
  /** Names of plain connections and of undecided claims and renames, by skeleton. */
  readonly #reserved = new Map<string, string>();
  /** Undecided claims, by the hash of their secret. */
  readonly #claims = new Map<string, Promise<Person>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Gives the name to the holder of the secret. Rejects with `name_invalid`, `secret_weak`, `name_taken` or
   * `name_lookalike`. A secret that holds this name, or has an undecided claim for it, gets it again: the first reply was
   * lost, or is on its way. With another name it is `name_set`.
   */
  async claim(raw: string, secret: string, now: number): Promise<Person> {
    const cleaned = cleanName(raw);
    if (!cleaned.ok) throw new ChatError('name_invalid', { reason: cleaned.reason, field: 'name' });
    if (isWeak(secret)) throw new ChatError('secret_weak', { field: 'secret' });
    const secretHash = hashSecret(secret);
    const claim = this.#claims.get(secretHash) ?? this.#decide(cleaned.name, secretHash, now);
    this.#claims.set(secretHash, claim);
    const person = await claim.finally(() => this.#claims.delete(secretHash));
    if (person.name !== cleaned.name) throw new ChatError('name_set');
    return person;
  }

  /**
   * Gives a person another name, which `write` stores. Rejects as `claim` does. The current name is accepted and changes
   * nothing.
   */
  async rename(
    { id, name: current }: Person,
    raw: string,
    write: (next: NewName) => Promise<NameResult>,
  ): Promise<Person> {
    const cleaned = cleanName(raw);
    if (!cleaned.ok) throw new ChatError('name_invalid', { reason: cleaned.reason, field: 'name' });
    const { name } = cleaned;
    if (name === current) return { id, name };
    await this.#give(name, (keys) => write({ name, skeletons: keys }));
    return { id, name };
  }

  async findBySecret(secret: string): Promise<Person | undefined> {
    return this.#store.person(hashSecret(secret));
  }

  /** Reserves this `guestName` for a plain connection; with a visible suffix if the name is taken. */
  async reserveGuest(base: string, now: number): Promise<ReservedGuest> {
    for (let attempt = 1; ; attempt++) {
      // Among many guests with one name, a random number finds a free one sooner than counting up.
      const suffix = attempt <= 10 ? attempt : randomInt(11, 100_000);
      const name = attempt === 1 ? base : withSuffix(base, `·${suffix}`);
      const keys = skeletons(name);
      if (this.#reservedName(keys) !== undefined) continue;
      const release = this.#reserve(keys, name);
      try {
        if ((await this.#store.nameHolder(keys, now)) === undefined)
          return { participant: { id: null, name }, release };
      } catch (error) {
        release();
        throw error;
      }
      release();
    }
  }

  async #decide(name: string, secretHash: string, at: number): Promise<Person> {
    const known = await this.#store.person(secretHash);
    if (known !== undefined) return known;
    const person = { id: randomBytes(9).toString('base64url'), name };
    await this.#give(name, (keys) => this.#store.claimName({ ...person, skeletons: keys, secretHash, at }));
    return person;
  }

  /** Keeps the name and its look-alikes from everybody else until the store has decided. Rejects if they are taken. */
  async #give(name: string, decide: (keys: readonly string[]) => Promise<NameResult>): Promise<void> {
    const keys = skeletons(name);
    const reserved = this.#reservedName(keys);
    if (reserved !== undefined) throw conflict(name, reserved);
    const release = this.#reserve(keys, name);
    try {
      const outcome = await decide(keys);
      if (!outcome.given) throw conflict(name, outcome.holder.name);
    } finally {
      release();
    }
  }

  #reservedName(keys: readonly string[]): string | undefined {
    return keys.map((key) => this.#reserved.get(key)).find((name) => name !== undefined);
  }

  #reserve(keys: readonly string[], name: string): () => void {
    for (const key of keys) this.#reserved.set(key, name);
    return () => {
      for (const key of keys) this.#reserved.delete(key);
    };
  }
}

function conflict(wanted: string, held: string): ChatError {
  return new ChatError(wanted.toLowerCase() === held.toLowerCase() ? 'name_taken' : 'name_lookalike', {
    field: 'name',
  });
}
