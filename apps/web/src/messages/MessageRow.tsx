import type { Entry } from '@hubbub/client';
import type { Message } from '@hubbub/protocol/events';
import type { MessageRow as RowData } from '../model/rows.ts';
import { canChange } from '../model/writing.ts';
import { words } from '../i18n/words.ts';
import { AuthorName } from '../ui/AuthorName.tsx';
import { EditBox } from './EditBox.tsx';
import { Failure } from './Failure.tsx';
import { MessageText } from './MessageText.tsx';
import { Quote } from './Quote.tsx';
import { Reactions } from './Reactions.tsx';
import { RowActions } from './RowActions.tsx';
import { Timestamp } from './Timestamp.tsx';
import { useApp } from '../ui/app-context.ts';

interface Props {
  row: RowData;
  editing: boolean;
  active: boolean;
  /** Not 0: the target of a jump, highlighted. */
  lit: number;
}

/** Has the same structure as `PendingRow`, so that a sent message keeps its elements when it arrives. */
export function MessageRow({ row, editing, active, lit }: Props) {
  const app = useApp();
  const { message, first, mine, change, reacting } = row;
  const waiting = change?.state === 'waiting';
  const mentioned = message.mentions?.some(({ id }) => id === app.client.me?.id);
  const look = ['row', first && 'first', waiting && 'waiting', litLook(lit), mentioned && 'for-me'];
  return (
    <article
      class={look.filter(Boolean).join(' ')}
      data-seq={message.seq}
      // The arrow keys move between rows; Tab would take a hundred steps.
      tabIndex={-1}
    >
      <div class={first ? 'who' : 'who unseen'}>
        <AuthorName by={message.by} name={message.name} />
      </div>
      <div class={message.kind === 'action' ? 'body does' : 'body'}>
        {message.reply !== undefined && !message.deleted && <Quote seq={message.reply} />}
        {editing ? (
          <EditBox message={message} />
        ) : message.deleted ? (
          <div class="text gone">{words.deleted}</div>
        ) : (
          <MessageText text={textWith(change, message)} mentions={message.mentions} />
        )}
        {!editing && <Note message={message} change={change} />}
        {canChange(message) && <Reactions message={message} doing={reacting} />}
      </div>
      <Timestamp message={message} />
      {active && canChange(message) && !editing && !waiting && <RowActions message={message} mine={mine} />}
    </article>
  );
}

/** Two classes that look alike, so that a second jump to a message starts the animation again. */
export function litLook(lit: number): string {
  return lit === 0 ? '' : lit % 2 === 0 ? 'lit' : 'lit again';
}

/** The text with the author's unconfirmed edit applied. */
function textWith(change: Entry | null, message: Message): string {
  return change?.type === 'edit' && change.state === 'waiting' ? (change.text ?? message.text) : message.text;
}

function Note({ message, change }: { message: Message; change: Entry | null }) {
  const app = useApp();
  if (change?.state === 'failed') {
    return <Failure entry={change} what={change.type === 'edit' ? words.notSaved : words.notDeleted} />;
  }
  if (change) return <span class="note late">{change.type === 'edit' ? words.saving : words.deleting}</span>;
  if (message.editedAt === undefined || message.deleted) return null;
  return (
    <span class="note" title={words.editedAt({ time: app.times.full(message.editedAt) })}>
      {words.edited}
    </span>
  );
}
