import type { Entry } from '@hubbub/client/client';
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

export function MessageRow({ app, row, editing }: Props) {
  const { message, first, mine, change } = row;
  const waiting = change?.state === 'waiting';
  return (
    <article class={`row${first ? ' first' : ''}${waiting ? ' waiting' : ''}`}>
      <div class={first ? 'who' : 'who unseen'}>
        <AuthorName by={message.by} name={message.name} />
      </div>
      <div class="body">
        {editing ? <EditBox app={app} message={message} /> : <Said app={app} row={row} />}
        {change && !editing && <ChangeNote app={app} change={change} />}
      </div>
      <time class="stamp" dateTime={new Date(message.at).toISOString()} title={app.times.full(message.at)}>
        {app.times.clock(message.at)}
      </time>
      {mine && !message.deleted && !editing && !waiting && <RowActions app={app} message={message} />}
    </article>
  );
}

/** The words as they will be once the change that is on its way has arrived. */
function Said({ app, row: { message, change } }: { app: App; row: RowData }) {
  if (message.deleted) return <div class="text gone">{words.deleted}</div>;
  const text = change?.type === 'edit' && change.state === 'waiting' ? (change.text ?? message.text) : message.text;
  return (
    <>
      <MessageText app={app} text={text} />
      {message.editedAt !== undefined && !change && (
        <span class="note" title={words.editedAt(app.times.full(message.editedAt))}>
          {words.edited}
        </span>
      )}
    </>
  );
}

function ChangeNote({ app, change }: { app: App; change: Entry }) {
  if (change.state === 'failed') {
    return <Failure app={app} entry={change} what={change.type === 'edit' ? words.notSaved : words.notDeleted} />;
  }
  return <span class="note">{change.type === 'edit' ? words.saving : words.deleting}</span>;
}
