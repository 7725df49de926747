import type { Message } from '@hubbub/protocol/events';
import { words } from '../i18n/words.ts';
import { copy } from '../ui/clipboard.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
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
        {app.me.value && <Action icon="smile" label={words.react} act={() => (writing.reacting.value = message)} />}
        <Action icon="reply" label={words.reply} act={() => writing.reply(message)} />
        <Action icon="copy" label={words.copyText} act={() => copyAndConfirm(message.text, words.textCopied)} />
        <Action
          icon="link"
          label={words.copyLink}
          act={() => copyAndConfirm(app.link(app.view.peek()?.room ?? '', message.seq), words.linkCopied)}
        />
        {mine && <Action icon="edit" label={words.edit} act={() => (writing.editing.value = message.seq)} />}
        {mine && <Action icon="bin" label={words.delete} act={() => (writing.deleting.value = message)} />}
      </div>
    </div>
  );
}

function Action({ icon, label, act }: { icon: IconName; label: string; act: () => void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}
