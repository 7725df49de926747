import { signal } from '@preact/signals';
import { Memo } from './memo.ts';
import { plain } from './plain.ts';
import type { Block } from './tree.ts';

/** A text without a match has no markup; most messages have none. */
const hint = /[*_~`[\\<\r]|^[ \t]*(?:[#>+=-]|[|:][ \t:]*-|\d{1,9}[.)])|\n[ \t]*(?:\n|$)|^[ \t]*\n/mu;

type FullMarkdown = typeof import('./Blocks.tsx');

/**
 * Reads and draws more than plain lines. A quarter of the page's scripts, so it is a chunk of its own that is fetched
 * while the page connects; null until then.
 */
export const fullMarkdown = signal<FullMarkdown | null>(null);

let loading: Promise<void> | null = null;

/** Fetches `fullMarkdown`. If that fails, texts stay as written, and the next one that has markup tries again. */
export function loadFullMarkdown(): Promise<void> {
  loading ??= import('./Blocks.tsx').then(
    (module) => {
      fullMarkdown.value = module;
    },
    () => {
      loading = null;
    },
  );
  return loading;
}

const memo = new Memo<Block[]>(500, 1_000_000);

/** Reads a message. A component that calls this is drawn again when `fullMarkdown` has been fetched. */
export function parse(text: string): Block[] {
  if (!hint.test(text)) return memo.get(text, () => plain(text));
  const { value } = fullMarkdown;
  if (value) return memo.get(text, () => value.read(text));
  void loadFullMarkdown();
  return plain(text);
}
