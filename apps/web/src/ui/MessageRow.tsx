import type { Entry } from '@hubbub/client/client';
import type { Message } from '@hubbub/protocol/events';
import type { App } from '../model/app.ts';
import type { MessageRow as RowData } from '../model/rows.ts';
import { words } from '../text/words.ts';
import { AuthorName } from './AuthorName.tsx';
import { EditBox } from './EditBox.tsx';
import { Failure } from './Failure.tsx';
import { MessageText } from './MessageText.tsx';
import { RowActions } from './RowActions.tsx';

interface Props {
  app: App;
  row: RowData;
  editing: boolean;
}

/** Built like `PendingRow`, part for part, so that a message that arrives keeps its elements. */
export function MessageRow({ app, row: { message, first, mine, change }, editing }: Props) {
  const waiting = change?.state === 'waiting';
  return (
    <article class={`row${first ? ' first' : ''}${waiting ? ' waiting' : ''}`}>
      <div class={first ? 'who' : 'who unseen'}>
        <AuthorName by={message.by} name={message.name} />
      </div>
      <div class="body">
        {editing ? (
          <EditBox app={app} message={message} />
        ) : message.deleted ? (
          <div class="text gone">{words.deleted}</div>
        ) : (
          <MessageText app={app} text={textWith(change, message)} />
        )}
        {!editing && <Note app={app} message={message} change={change} />}
      </div>
      <time class="stamp" dateTime={new Date(message.at).toISOString()} title={app.times.full(message.at)}>
        {app.times.clock(message.at)}
      </time>
      {mine && !message.deleted && !editing && !waiting && <RowActions app={app} message={message} />}
    </article>
  );
}

/** The words as they will be once the change that is on its way has arrived. */
function textWith(change: Entry | null, message: Message): string {
  return change?.type === 'edit' && change.state === 'waiting' ? (change.text ?? message.text) : message.text;
}

function Note({ app, message, change }: { app: App; message: Message; change: Entry | null }) {
  if (change?.state === 'failed') {
    return <Failure app={app} entry={change} what={change.type === 'edit' ? words.notSaved : words.notDeleted} />;
  }
  if (change) return <span class="note late">{change.type === 'edit' ? words.saving : words.deleting}</span>;
  if (message.editedAt === undefined || message.deleted) return null;
  return (
    <span class="note" title={words.editedAt(app.times.full(message.editedAt))}>
      {words.edited}
    </span>
  );
}
