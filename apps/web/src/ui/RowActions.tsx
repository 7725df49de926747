import { useState } from 'preact/hooks';
import type { Message } from '@hubbub/protocol/events';
import type { App } from '../model/app.ts';
import { words } from '../text/words.ts';
import { Icon } from './icons.tsx';

/** Shown on hover and on focus; fingers, which do neither, open it with the dots. */
export function RowActions({ app, message }: { app: App; message: Message }) {
  const [open, setOpen] = useState(false);
  return (
    <div class={open ? 'actions open' : 'actions'} role="group" aria-label={words.messageActions}>
      <button
        type="button"
        class="icon-button"
        aria-label={words.edit}
        title={words.edit}
        onClick={() => (app.editing.value = message.seq)}
      >
        <Icon name="edit" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={words.delete}
        title={words.delete}
        onClick={() => (app.deleting.value = message)}
      >
        <Icon name="bin" />
      </button>
      <button
        type="button"
        class="icon-button more"
        aria-label={words.messageActions}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'close' : 'more'} />
      </button>
    </div>
  );
}
