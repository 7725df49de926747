import type { App } from './model/app.ts';

/** Handles the keys that work everywhere in the page, unless a field or a row has handled them. */
export function shortcut(app: App, event: KeyboardEvent): void {
  const { key, target } = event;
  if (event.defaultPrevented || event.isComposing || !(target instanceof Element)) return;
  const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (control && key.toLowerCase() === 'k') {
    event.preventDefault();
    app.panel.value = app.panel.value === 'switcher' ? null : 'switcher';
    return;
  }
  if (control || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.closest('input, textarea, select, dialog, [contenteditable]')) return;
  if (key === '?') {
    event.preventDefault();
    app.panel.value = 'shortcuts';
  } else if (key.length === 1 && key !== ' ' && !target.closest('article, button, a, [role=listbox]')) {
    // Typing without a focused field writes the message: the key goes on to the composer.
    document.getElementById('composer')?.focus();
  }
}
