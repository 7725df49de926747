import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { App } from '../model/app.ts';
import { composing } from '../model/text-bytes.ts';
import type { Wanted } from './caret.ts';
import type { Choice } from './choice.ts';
import { putText } from './put-text.ts';

interface Open {
  wanted: Wanted;
  choices: readonly Choice[];
  active: number;
}

/** Behind one of these something may be completed. Until one is typed nothing is fetched for it. */
const signs = /[@＠:/]/;

type Completing = typeof import('./completing.ts');
let loaded: Completing | undefined;

/** Watches what is being written in a field, and offers how it could go on. */
export function useCompletion(app: App, field: RefObject<HTMLTextAreaElement | null>) {
  const [open, setOpen] = useState<Open | null>(null);
  const looks = useRef(0);
  /** Where what was begun stands whose list was closed: it does not open again by itself. */
  const closed = useRef<number | null>(null);

  const close = (): void => {
    looks.current++;
    setOpen(null);
  };

  /** `typed`: a sign was typed just now; the field was not only looked at, pasted into or taken back. */
  const look = async (typed: boolean): Promise<void> => {
    const mine = ++looks.current;
    const element = field.current;
    if (!element || element.selectionStart !== element.selectionEnd) return close();
    const { value, selectionStart: caret } = element;
    if (!signs.test(value.slice(0, caret))) {
      // What was closed is gone; begun anew it is offered again.
      closed.current = null;
      return close();
    }
    try {
      loaded ??= await import('./completing.ts');
      const code = typed ? loaded.shortcodeAt(value, caret) : null;
      const emoji = code && (await loaded.emojiNamed(code.code, app));
      if (mine !== looks.current) return;
      if (code && emoji) return putText(element, code.from, caret, emoji);
      const wanted = loaded.wantedAt(value, caret);
      if (wanted?.from !== closed.current) closed.current = null;
      const choices = wanted && closed.current === null ? await loaded.choicesFor(wanted, app) : [];
      if (mine !== looks.current) return;
      setOpen(wanted && choices.length > 0 ? { wanted, choices, active: 0 } : null);
    } catch {
      // What cannot be fetched is not offered; writing goes on.
      if (mine === looks.current) setOpen(null);
    }
  };

  // A caret that is moved away leaves what was begun.
  useEffect(() => {
    if (!open) return;
    const moved = (): void => {
      if (document.activeElement !== field.current || field.current?.selectionStart !== open.wanted.to)
        void look(false);
    };
    document.addEventListener('selectionchange', moved);
    return () => document.removeEventListener('selectionchange', moved);
  }, [open]);

  const choose = (choice: Choice | undefined): void => {
    const element = field.current;
    if (!open || !choice || !element) return;
    const { from, to } = open.wanted;
    const spaceThere = element.value[to] === ' ';
    const { insert } = choice;
    close();
    loaded?.chosen(choice, app);
    putText(element, from, to, spaceThere ? insert.trimEnd() : insert);
    if (spaceThere && insert.endsWith(' '))
      element.setSelectionRange(element.selectionEnd + 1, element.selectionEnd + 1);
  };

  /** Returns whether the key was for the list. */
  const press = (event: KeyboardEvent): boolean => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (!open || composing(event) || shiftKey || ctrlKey || metaKey || altKey) return false;
    const { choices, active } = open;
    const chosen = choices[active];
    if (key === 'Enter' && chosen?.exact) {
      close();
      return false;
    }
    if (key === 'ArrowDown') setOpen({ ...open, active: (active + 1) % choices.length });
    else if (key === 'ArrowUp') setOpen({ ...open, active: (active + choices.length - 1) % choices.length });
    else if (key === 'Enter' || key === 'Tab') choose(chosen);
    else if (key === 'Escape') {
      closed.current = open.wanted.from;
      close();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return {
    open,
    Suggestions: loaded?.Suggestions,
    look,
    close,
    press,
    choose,
    point: (active: number): void => {
      if (open && open.active !== active) setOpen({ ...open, active });
    },
  };
}
