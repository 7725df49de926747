import type { App } from '../model/app.ts';
import type { PendingRow as RowData } from '../model/rows.ts';
import { words } from '../text/words.ts';
import { AuthorName } from './AuthorName.tsx';
import { Failure } from './Failure.tsx';
import { MessageText } from './MessageText.tsx';

/** Said, but not in the room yet. What is on its way says so where the time will be. */
export function PendingRow({ app, row: { entry, first, name, by } }: { app: App; row: RowData }) {
  const failed = entry.state === 'failed';
  return (
    <article class={`row${first ? ' first' : ''}${failed ? ' failed' : ' waiting'}`}>
      <div class={first ? 'who' : 'who unseen'}>
        <AuthorName by={by} name={name} />
      </div>
      <div class="body">
        <MessageText app={app} text={entry.text ?? ''} />
        {failed && <Failure app={app} entry={entry} what={words.notSent} />}
      </div>
      {!failed && <span class="stamp sending late">{words.sending}</span>}
    </article>
  );
}
