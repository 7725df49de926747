import { MAX_UNREAD_COUNT } from '@hubbub/protocol/limits';
import { words } from '../i18n/words.ts';
import { useApp } from './app-context.ts';

/** The number of unread messages in a room, marked when one of them mentions the reader. */
export function UnreadCount({ room }: { room: string }) {
  const app = useApp();
  const { messages, mentions } = app.unread.countsOf(room);
  if (messages === 0) return null;
  const shown = (count: number): string =>
    count >= MAX_UNREAD_COUNT
      ? `${(MAX_UNREAD_COUNT - 1).toLocaleString(app.locale)}+`
      : count.toLocaleString(app.locale);
  return (
    <>
      {mentions > 0 && (
        <LabelledCount class="badge mentions" shown={`@${shown(mentions)}`} label={words.unreadMentions(mentions)} />
      )}
      <LabelledCount class="badge" shown={shown(messages)} label={words.unread(messages)} />
    </>
  );
}

interface CountProps {
  class: string;
  shown: string;
  /** Shown as a tooltip, and read by screen readers instead of the number. */
  label: string;
}

export function LabelledCount({ class: look, shown, label }: CountProps) {
  return (
    <span class={look} title={label}>
      <span aria-hidden="true">{shown}</span>
      <span class="unseen">{label}</span>
    </span>
  );
}
