import { createHash, randomBytes, randomInt } from 'node:crypto';
import { cleanName } from '@hubbub/protocol/names';
import { MAX_NAME_GRAPHEMES } from '@hubbub/protocol/limits';
import unhomoglyph from 'unhomoglyph';
import { ChatError } from '../errors.ts';
import type { Person, Store } from '../ports.ts';

/** Joiners and selectors that a name may hold, and that nobody sees. */
const invisible = /\u200C|\u200D|\uFE0F/gu;

/**
 * What look-alikes have in common (Unicode TR39 calls it a skeleton), once by small letters and once by the letters as
 * they stand: `ALICE` is `alice`, and `AIice` with a capital I is `Alice`.
 */
export function skeletons(name: string): string[] {
  const plain = name.normalize('NFKC');
  const shape = (text: string): string =>
    unhomoglyph(text.normalize('NFD').replace(invisible, '')).normalize('NFD').replace(/\s+/gu, ' ');
  return [...new Set([shape(plain.toLowerCase()), shape(plain).toLowerCase()])];
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A name of a plain connection: visible while it is connected, and nobody's afterwards. */
export interface GuestName {
  person: { id: null; name: string };
  release(): void;
}

/**
 * Who may call themselves what. A person holds a name by a secret, for good; a plain connection holds one while it is
 * connected; a claim or a renaming that is being decided holds it too.
 */
export class Names {
  readonly #store: Store;
  /** By skeleton: names of plain connections, and those that are being decided on. */
  readonly #inUse = new Map<string, string>();
  /** By the hash of the secret: claims that are being decided. */
  readonly #claims = new Map<string, Promise<Person>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Gives the name to who has the secret, or says why not: name_invalid, name_taken, name_lookalike.
   * Who has a name by this secret already, or is about to, gets that one: the first answer was lost, or is on its way.
   */
  async claim(raw: string, secret: string, now: number): Promise<Person> {
    const cleaned = cleanName(raw);
    if (!cleaned.ok) throw new ChatError('name_invalid', { reason: cleaned.reason, field: 'name' });
    const secretHash = hashSecret(secret);
    const claim = this.#claims.get(secretHash) ?? this.#decide(cleaned.name, secretHash, now);
    this.#claims.set(secretHash, claim);
    return claim.finally(() => this.#claims.delete(secretHash));
  }

  /** Gives a person another name, or says why not, as `claim` does. The name that it has already is no change. */
  async rename({ id, name: present }: Person, raw: string): Promise<Person> {
    const cleaned = cleanName(raw);
    if (!cleaned.ok) throw new ChatError('name_invalid', { reason: cleaned.reason, field: 'name' });
    const { name } = cleaned;
    if (name === present) return { id, name };
    const keys = skeletons(name);
    const given = await this.#whileHeld(name, keys, () => this.#store.rename({ id, name, skeletons: keys }));
    if (!given.given) throw refusedFor(name, given.holder.name);
    return { id, name };
  }

  /** A secret that nobody guesses, for who brings none. */
  newSecret(): string {
    return randomBytes(24).toString('base64url');
  }

  /** Who the secret belongs to. */
  async recognise(secret: string): Promise<Person | undefined> {
    return this.#store.person(hashSecret(secret));
  }

  /** This `guestName` for a plain connection, or where it is somebody's, the same with a visible suffix. */
  async guest(base: string): Promise<GuestName> {
    for (let tries = 1; ; tries++) {
      const name = tries === 1 ? base : `${base}·${suffix(tries)}`;
      const keys = skeletons(name);
      if (this.#user(keys) !== undefined) continue;
      const release = this.#use(keys, name);
      try {
        if ((await this.#store.nameHolder(keys)) === undefined) return { person: { id: null, name }, release };
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
    const keys = skeletons(name);
    const person = { id: randomBytes(9).toString('base64url'), name };
    const claim = { ...person, skeletons: keys, secretHash, at };
    const claimed = await this.#whileHeld(name, keys, () => this.#store.claimName(claim));
    if (!claimed.given) throw refusedFor(name, claimed.holder.name);
    return person;
  }

  /** Nobody else here gets the name, or one that looks like it, while it is being decided who does. */
  async #whileHeld<Decision>(
    name: string,
    keys: readonly string[],
    decide: () => Promise<Decision>,
  ): Promise<Decision> {
    const user = this.#user(keys);
    if (user !== undefined) throw refusedFor(name, user);
    const release = this.#use(keys, name);
    try {
      return await decide();
    } finally {
      release();
    }
  }

  #user(keys: readonly string[]): string | undefined {
    for (const key of keys) {
      const name = this.#inUse.get(key);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  #use(keys: readonly string[], name: string): () => void {
    for (const key of keys) this.#inUse.set(key, name);
    return () => {
      for (const key of keys) this.#inUse.delete(key);
    };
  }
}

/** Counted up at first; where many have one name, a number by chance finds a free one sooner. */
function suffix(tries: number): number {
  return tries <= 10 ? tries : randomInt(11, 100_000);
}

function refusedFor(wanted: string, held: string): ChatError {
  return new ChatError(wanted.toLowerCase() === held.toLowerCase() ? 'name_taken' : 'name_lookalike', {
    field: 'name',
  });
}

/**
 * What a plain connection may be called. It cannot be asked again, so what cannot be in a name is left out;
 * undefined when nothing is left.
 */
export function guestName(raw: string): string | undefined {
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
  let name = '';
  let count = 0;
  // Cut before it is segmented: the frame may be the largest that is allowed.
  for (const { segment } of graphemes.segment(raw.normalize('NFC').slice(0, MAX_NAME_GRAPHEMES * 32))) {
    if (!/^\s+$/u.test(segment) && !cleanName(segment).ok) continue;
    name += segment;
    if (++count === MAX_NAME_GRAPHEMES) break;
  }
  const cleaned = cleanName(name);
  return cleaned.ok ? cleaned.name : undefined;
}
