import { sameness, type Tone, tones } from './skin.ts';

/** What outlives the page; a `KeptMap<string>` is one. It must not throw when the browser keeps nothing. */
interface Kept {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  save(): void;
}

export const RECENT = 24;

/** The emoji somebody used last, and the skin tone they chose. The picker and the completion share one of these. */
export class RecentEmoji {
  readonly #kept: Kept;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  /** The newest first, without skin tones, at most RECENT. */
  get list(): string[] {
    const list = this.#kept.get('recent')?.split(' ') ?? [];
    return list.filter((emoji) => emoji !== '').slice(0, RECENT);
  }

  /** Takes an emoji of the book: one without a skin tone. */
  used(emoji: string): void {
    const others = this.list.filter((other) => sameness(other) !== sameness(emoji));
    this.#kept.set('recent', [emoji, ...others].slice(0, RECENT).join(' '));
    this.#kept.save();
  }

  get tone(): Tone {
    return tones[Number(this.#kept.get('tone'))] ?? 0;
  }

  set tone(tone: Tone) {
    this.#kept.set('tone', String(tone));
    this.#kept.save();
  }
}
