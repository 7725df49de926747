import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isComposing } from '../model/text-bytes.ts';
import { useApp } from '../ui/app-context.ts';
import type { CompletionTarget } from './caret.ts';
import type { Suggestion } from './Suggestions.tsx';

interface OpenList {
  target: CompletionTarget;
  suggestions: readonly Suggestion[];
  active: number;
}

/** The characters that start a completion. Nothing is fetched until one of them is typed. */
const triggers = /[@＠:/]/;

type Completions = typeof import('./completions.ts');
let loaded: Completions | undefined;

/** Follows the caret of a field and suggests completions for mentions, shortcodes and commands. */
export function useCompletion(field: RefObject<HTMLTextAreaElement | null>) {
  const app = useApp();
  const [open, setOpen] = useState<OpenList | null>(null);
  /** A lookup that is no longer the latest drops its result. */
  const latestLookup = useRef(0);
  /** The start of the target whose list was dismissed with Escape; it does not open again by itself. */
  const dismissedAt = useRef<number | null>(null);

  const close = (): void => {
    latestLookup.current++;
    setOpen(null);
  };

  /** `typed`: the change was typing, and not a paste, an undo or a moved caret. Only then are shortcodes replaced. */
  const update = async (typed: boolean): Promise<void> => {
    const lookup = ++latestLookup.current;
    const element = field.current;
    if (!element || element.selectionStart !== element.selectionEnd) return close();
    const { value, selectionStart: caret } = element;
    if (!triggers.test(value.slice(0, caret))) {
      dismissedAt.current = null;
      return close();
    }
    try {
      loaded ??= await import('./completions.ts');
      const code = typed ? loaded.shortcodeAt(value, caret) : null;
      const emoji = code && (await loaded.emojiNamed(code.code, app));
      if (lookup !== latestLookup.current) return;
      if (code && emoji) return replaceText(element, code.from, caret, emoji);
      const target = loaded.completionAt(value, caret);
      if (target?.from !== dismissedAt.current) dismissedAt.current = null;
      const suggestions = target && dismissedAt.current === null ? await loaded.suggestionsFor(target, app) : [];
      if (lookup !== latestLookup.current) return;
      setOpen(target && suggestions.length > 0 ? { target, suggestions, active: 0 } : null);
    } catch {
      // Without the chunk there are no suggestions; typing goes on.
      if (lookup === latestLookup.current) setOpen(null);
    }
  };

  // The list belongs to one caret position.
  useEffect(() => {
    if (!open) return;
    const moved = (): void => {
      if (document.activeElement !== field.current || field.current?.selectionStart !== open.target.to)
        void update(false);
    };
    document.addEventListener('selectionchange', moved);
    return () => document.removeEventListener('selectionchange', moved);
  }, [open]);

  const choose = (suggestion: Suggestion | undefined): void => {
    const element = field.current;
    if (!open || !suggestion || !element) return;
    const { from, to } = open.target;
    const { insert } = suggestion;
    const spaceFollows = element.value[to] === ' ';
    close();
    loaded?.rememberChoice(suggestion, app);
    replaceText(element, from, to, spaceFollows ? insert.trimEnd() : insert);
    if (spaceFollows && insert.endsWith(' '))
      element.setSelectionRange(element.selectionEnd + 1, element.selectionEnd + 1);
  };

  /** Returns whether the list handled the key. */
  const press = (event: KeyboardEvent): boolean => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (!open || isComposing(event) || shiftKey || ctrlKey || metaKey || altKey) return false;
    const { suggestions, active } = open;
    const selected = suggestions[active];
    if (key === 'Enter' && selected?.exact) {
      close();
      return false;
    }
    if (key === 'ArrowDown') setOpen({ ...open, active: (active + 1) % suggestions.length });
    else if (key === 'ArrowUp') setOpen({ ...open, active: (active + suggestions.length - 1) % suggestions.length });
    else if (key === 'Enter' || key === 'Tab') choose(selected);
    else if (key === 'Escape') {
      dismissedAt.current = open.target.from;
      close();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  const point = (active: number): void => {
    if (open && open.active !== active) setOpen({ ...open, active });
  };

  return { open, Suggestions: loaded?.Suggestions, update, close, press, choose, point };
}

/** Replaces a range of a field as if the text had been typed, so that the browser's "undo" takes it back. */
export function replaceText(field: HTMLTextAreaElement, from: number, to: number, text: string): void {
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to);
  // Deprecated, and still the only way to write into a field that keeps the undo history.
  // oxlint-disable-next-line typescript/no-deprecated
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, from, to, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
