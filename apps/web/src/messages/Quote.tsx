import { excerptOf } from '../model/excerpt.ts';
import { words } from '../i18n/words.ts';
import { AuthorName } from '../ui/AuthorName.tsx';
import { Icon } from '../ui/Icon.tsx';
import { withEmoji } from '../markdown/shortcodes.ts';
import { useApp } from '../ui/app-context.ts';

/** One line of the original of a reply; a click goes to it. Its height does not change while it loads. */
export function Quote({ seq }: { seq: number }) {
  const app = useApp();
  // Read at every drawing: the original may be fetched, edited or deleted meanwhile.
  const room = app.view.value?.room;
  const quoted = room === undefined ? undefined : app.client.quoted(room, seq);
  return (
    <button type="button" class="quote" title={words.goToQuoted} tabIndex={-1} onClick={() => app.jumpTo({ seq })}>
      <Icon name="reply" />
      {quoted && !quoted.deleted && <AuthorName by={quoted.by} name={quoted.name} />}
      <span class="quoted" dir="auto">
        {quoted === undefined
          ? '…'
          : quoted === null
            ? words.quotedGone
            : quoted.deleted
              ? words.deleted
              : withEmoji(excerptOf(quoted.text), app.language.value.lang)}
      </span>
    </button>
  );
}
