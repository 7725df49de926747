import type { Person } from '@hubbub/protocol/events';
import { ChatError } from '../../src/chat/errors.ts';
import { MAX_QUARANTINED_NAMES } from '../../src/chat/limits.ts';
import type { NameClaim, NameRefused, NameResult, Rename } from '../../src/chat/ports.ts';
import type { FindHolder } from '../../src/chat/text/mentions.ts';

interface NamedPerson extends Person {
  skeletons: readonly string[];
}

interface FormerName {
  holder: Person;
  until: number;
}

/** People, and the names that belong to them. Objects that were handed out are never changed. */
export class MemoryPeople {
  readonly #byId = new Map<string, NamedPerson>();
  readonly #bySecret = new Map<string, string>();
  readonly #bySkeleton = new Map<string, string>();
  /** By skeleton. */
  readonly #former = new Map<string, FormerName>();

  claim({ id, name, skeletons, secretHash, at }: NameClaim): NameResult {
    const holder = this.keeper(skeletons, at);
    if (holder) return { given: false, holder };
    if (this.#byId.has(id) || this.#bySecret.has(secretHash)) throw new ChatError('store_failed');
    this.#bySecret.set(secretHash, id);
    this.#setName({ id, name, skeletons });
    return { given: true };
  }

  /** Returns why the name is not given. */
  rename({ id, name, skeletons, at, quarantineUntil }: Rename): NameRefused | undefined {
    const before = this.#byId.get(id);
    if (!before) throw new ChatError('store_failed');
    const holder = this.keeper(skeletons, at, id);
    if (holder) return { given: false, holder };
    this.#expire(at);
    for (const skeleton of before.skeletons) {
      this.#bySkeleton.delete(skeleton);
      if (quarantineUntil > at)
        this.#former.set(skeleton, { holder: { id, name: before.name }, until: quarantineUntil });
    }
    this.#keepNewest(id);
    this.#setName({ id, name, skeletons });
    return undefined;
  }

  holder(skeletons: readonly string[]): Person | undefined {
    for (const skeleton of skeletons) {
      const id = this.#bySkeleton.get(skeleton);
      if (id !== undefined) return this.#person(id);
    }
    return undefined;
  }

  keeper(skeletons: readonly string[], at: number, except?: string): Person | undefined {
    const former = (skeleton: string) => {
      const name = this.#former.get(skeleton);
      return name && name.until > at ? name.holder : undefined;
    };
    return skeletons
      .map((skeleton) => this.holder([skeleton]) ?? former(skeleton))
      .find((person) => person && person.id !== except);
  }

  longestHolder: FindHolder = (text, ends) => {
    const index = ends.findIndex((end) => this.#bySkeleton.has(text.slice(0, end)));
    const person = index === -1 ? undefined : this.holder([text.slice(0, ends[index])]);
    return person && { person, index };
  };

  bySecret(secretHash: string): Person | undefined {
    const id = this.#bySecret.get(secretHash);
    return id === undefined ? undefined : this.#person(id);
  }

  #person(id: string): Person | undefined {
    const named = this.#byId.get(id);
    return named && { id, name: named.name };
  }

  #setName(person: NamedPerson): void {
    this.#byId.set(person.id, person);
    for (const skeleton of person.skeletons) {
      this.#bySkeleton.set(skeleton, person.id);
      this.#former.delete(skeleton);
    }
  }

  #expire(at: number): void {
    for (const [skeleton, { until }] of this.#former) if (until <= at) this.#former.delete(skeleton);
  }

  #keepNewest(id: string): void {
    const own = [...this.#former].filter(([, { holder }]) => holder.id === id);
    const newestFirst = [...new Set(own.map(([, { until }]) => until))].toSorted((a, b) => b - a);
    const removed = new Set(newestFirst.slice(MAX_QUARANTINED_NAMES));
    for (const [skeleton, { until }] of own) if (removed.has(until)) this.#former.delete(skeleton);
  }
}
