import { signal } from '@preact/signals';
import { Memo } from './memo.ts';
import { plain } from './plain.ts';
import type { Block } from './tree.ts';

/** Without any of this there is no markup, and most messages have none of it. */
const hint = /[*_~`[\\<\r]|^[ \t]*(?:[#>+=-]|[|:][ \t:]*-|\d{1,9}[.)])|\n[ \t]*(?:\n|$)|^[ \t]*\n/mu;

type Full = typeof import('./full.ts');

/**
 * What reads and draws more than plain lines: a quarter of the page's scripts, so it comes in a file of its own, while
 * the page connects. Should a message be here before it, that one is shown as written until then.
 */
export const full = signal<Full | null>(null);

let coming: Promise<void> | null = null;

/** Fetches it. Where it does not come, texts stay as written, and the next one that wants it tries again. */
export function fetchFull(): Promise<void> {
  coming ??= import('./full.ts').then(
    (here) => {
      full.value = here;
    },
    () => {
      coming = null;
    },
  );
  return coming;
}

const memo = new Memo<Block[]>(500, 1_000_000);

/** Reads a message. A component that asks draws again when `full` has come. */
export function parse(text: string): Block[] {
  if (!hint.test(text)) return memo.get(text, () => plain(text));
  const { value } = full;
  if (value) return memo.get(text, () => value.read(text));
  void fetchFull();
  return plain(text);
}
