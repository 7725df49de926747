import type { App } from './model/app.ts';
import { panels } from './shell/Panels.tsx';

/** Keys that work everywhere in the page. Those of a field or of a row are theirs. */
export function shortcut(app: App, event: KeyboardEvent): void {
  const { key, target } = event;
  if (event.defaultPrevented || event.isComposing || !(target instanceof Element)) return;
  // It is there by the time that the second key is down.
  if (key === 'Control' || key === 'Meta') void panels.switcher();
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
    // Who just types means the message. The key goes on to the field.
    document.getElementById('composer')?.focus();
  }
}
