import type { Message } from '@hubbub/protocol/events';
import type { App } from '../model/app.ts';
import { canChange } from '../model/writing.ts';
import { copy } from '../ui/clipboard.ts';

interface Context {
  app: App;
  /** The drawn messages. */
  messages: readonly Message[];
  log: HTMLElement;
}

/** Keyboard control of the list: arrows move between messages, letters act on the focused one. */
export function pressRowKey(event: KeyboardEvent, { app, messages, log }: Context): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (target.closest('input, textarea, select')) return;
  if (key === 'Escape') {
    event.preventDefault();
    document.getElementById('composer')?.focus();
    return;
  }
  const row = target.closest<HTMLElement>('article[data-seq]');
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const next = neighbour(log, row, key === 'ArrowUp' ? -1 : 1);
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
    return;
  }
  // Letters act on a focused message, not on its buttons.
  if (!row || row !== target) return;
  const message = messages.find(({ seq }) => seq === Number(row.dataset['seq']));
  if (message && actOn(app, message, key, event.shiftKey)) event.preventDefault();
}

function actOn(app: App, message: Message, key: string, shift: boolean): boolean {
  const { writing, me } = app;
  if (!canChange(message)) return false;
  const mine = me.value !== null && message.by === me.value.id;
  if (key === 'r' && !shift) writing.reply(message);
  else if (key === 'Enter' && message.reply !== undefined) app.jumpTo({ seq: message.reply });
  else if (key === '+' && me.value !== null) writing.reacting.value = message;
  else if (key === 'c' && !shift) void copy(message.text);
  else if (key === 'e' && !shift && mine) writing.editing.value = message.seq;
  else if ((key === 'Delete' || key === 'Backspace') && mine) writing.deleting.value = message;
  else return false;
  return true;
}

/** The row above or below; from the list itself, the last row on the screen. */
function neighbour(log: HTMLElement, row: HTMLElement | null, step: 1 | -1): HTMLElement | undefined {
  const rows = [...log.querySelectorAll<HTMLElement>('article[data-seq]')];
  if (row) return rows[rows.indexOf(row) + step];
  const { bottom } = log.getBoundingClientRect();
  return rows.findLast((each) => each.getBoundingClientRect().bottom <= bottom + 1);
}
