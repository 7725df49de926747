import type { PersistedMap } from '../model/persisted-map.ts';
import { withoutTone, type Tone, tones } from './skin.ts';

type StringStore = Pick<PersistedMap<string>, 'get' | 'set' | 'save'>;

export const MAX_RECENT = 24;

/** The recently used emoji and the chosen skin tone, shared by the picker and the completion. */
export class RecentEmoji {
  readonly #store: StringStore;

  constructor(store: StringStore) {
    this.#store = store;
  }

  /** Newest first, without skin tones, at most MAX_RECENT. */
  get list(): string[] {
    const list = this.#store.get('recent')?.split(' ') ?? [];
    return list.filter((emoji) => emoji !== '').slice(0, MAX_RECENT);
  }

  /** Takes an emoji without a skin tone. */
  add(emoji: string): void {
    const others = this.list.filter((other) => withoutTone(other) !== withoutTone(emoji));
    this.#store.set('recent', [emoji, ...others].slice(0, MAX_RECENT).join(' '));
    this.#store.save();
  }

  get tone(): Tone {
    return tones[Number(this.#store.get('tone'))] ?? 0;
  }

  set tone(tone: Tone) {
    this.#store.set('tone', String(tone));
    this.#store.save();
  }
}
