import type { Person, Reaction } from '@hubbub/protocol/events';
import { MAX_EMOJI_PER_MESSAGE, MAX_REACTIONS_PER_MESSAGE } from '@hubbub/protocol/limits';
import type { Draft } from '../../src/chat/ports.ts';

type ReactionDraft = Extract<Draft, { emoji: string }>;

/** All people under each emoji of one message, in order. */
export class MemoryReactions {
  readonly #people = new Map<string, Person[]>();

  /** Whether this reaction would exceed a limit of the message. A repeated one never does. */
  isFull(emoji: string, by: string): boolean {
    const same = this.#people.get(emoji);
    if (same?.some(({ id }) => id === by)) return false;
    if (!same && this.#people.size >= MAX_EMOJI_PER_MESSAGE) return true;
    return [...this.#people.values()].flat().length >= MAX_REACTIONS_PER_MESSAGE;
  }

  /** Returns how many people are under the emoji afterwards. */
  change(draft: ReactionDraft): number {
    const before = this.#people.get(draft.emoji) ?? [];
    const others = before.filter(({ id }) => id !== draft.by);
    const isRepeated = draft.type === 'reacted' && others.length < before.length;
    const added = draft.type === 'reacted' ? [{ id: draft.by!, name: draft.name }] : [];
    const after = isRepeated ? before : [...others, ...added];
    if (after.length > 0) this.#people.set(draft.emoji, after);
    else this.#people.delete(draft.emoji);
    return after.length;
  }

  clear(): void {
    this.#people.clear();
  }

  list(): Reaction[] {
    return [...this.#people].map(([emoji, people]) => ({ emoji, count: people.length, people: [...people] }));
  }

  chosenBy(person: string): string[] {
    return this.list().flatMap(({ emoji, people }) => (people.some(({ id }) => id === person) ? [emoji] : []));
  }
}
