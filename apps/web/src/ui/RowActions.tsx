import type { Message } from '@hubbub/protocol/events';
import type { App } from '../model/app.ts';
import { words } from '../text/words.ts';
import { Icon } from './icons.tsx';

interface Props {
  app: App;
  message: Message;
  open: boolean;
  onToggle: () => void;
}

/** Shown on hover and on focus; fingers, which do neither, open it with the dots. */
export function RowActions({ app, message, open, onToggle }: Props) {
  return (
    <div class="actions" role="group" aria-label={words.messageActions}>
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
        onClick={onToggle}
      >
        <Icon name={open ? 'close' : 'more'} />
      </button>
    </div>
  );
}
