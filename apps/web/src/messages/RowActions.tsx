import type { Message } from '@hubbub/protocol/events';
import { words } from '../i18n/words.ts';
import { copy } from '../ui/clipboard.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useApp } from '../ui/app-context.ts';

/** The actions of the active message: the one under the pointer, with the focus, or touched last. */
export function RowActions({ message, mine }: { message: Message; mine: boolean }) {
  const app = useApp();
  const { writing } = app;
  const copyAndConfirm = (text: string, confirmation: string): void => {
    void copy(text).then((copied) => copied && app.showToast(confirmation));
  };
  return (
    <div class="actions-rail">
      <div class="actions" role="group" aria-label={words.messageActions}>
        {app.me.value && (
          <IconButton icon="smile" label={words.react} onClick={() => (writing.reacting.value = message)} />
        )}
        <IconButton icon="reply" label={words.reply} onClick={() => writing.reply(message)} />
        <IconButton icon="copy" label={words.copyText} onClick={() => copyAndConfirm(message.text, words.textCopied)} />
        <IconButton
          icon="link"
          label={words.copyLink}
          onClick={() => copyAndConfirm(app.link(app.view.peek()?.room ?? '', message.seq), words.linkCopied)}
        />
        {mine && <IconButton icon="edit" label={words.edit} onClick={() => (writing.editing.value = message.seq)} />}
        {mine && <IconButton icon="bin" label={words.delete} onClick={() => (writing.deleting.value = message)} />}
      </div>
    </div>
  );
}
