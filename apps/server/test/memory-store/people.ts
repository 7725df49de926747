import type { Person } from '@hubbub/protocol/events';
import { ChatError } from '../../src/chat/errors.ts';
import type { NameChange, NameClaim, NameResult } from '../../src/chat/ports.ts';

interface NamedPerson extends Person {
  skeletons: readonly string[];
}

/** People, and the names that belong to them. Objects that were handed out are never changed. */
export class MemoryPeople {
  readonly #byId = new Map<string, NamedPerson>();
  readonly #bySecret = new Map<string, string>();
  readonly #bySkeleton = new Map<string, string>();

  claim({ id, name, skeletons, secretHash }: NameClaim): NameResult {
    const holder = this.holder(skeletons);
    if (holder) return { given: false, holder };
    if (this.#byId.has(id) || this.#bySecret.has(secretHash)) throw new ChatError('store_failed');
    this.#bySecret.set(secretHash, id);
    this.#setName({ id, name, skeletons });
    return { given: true };
  }

  rename({ id, name, skeletons }: NameChange): NameResult {
    const before = this.#byId.get(id);
    if (!before) throw new ChatError('store_failed');
    const others = skeletons.filter((skeleton) => this.#bySkeleton.get(skeleton) !== id);
    const holder = this.holder(others);
    if (holder) return { given: false, holder };
    for (const skeleton of before.skeletons) this.#bySkeleton.delete(skeleton);
    this.#setName({ id, name, skeletons });
    return { given: true };
  }

  holder(skeletons: readonly string[]): Person | undefined {
    for (const skeleton of skeletons) {
      const id = this.#bySkeleton.get(skeleton);
      if (id !== undefined) return this.#person(id);
    }
    return undefined;
  }

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
    for (const skeleton of person.skeletons) this.#bySkeleton.set(skeleton, person.id);
  }
}
