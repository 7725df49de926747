import type { PendingRow as RowData } from '../model/rows.ts';
import { words } from '../i18n/words.ts';
import { AuthorName } from '../ui/AuthorName.tsx';
import { Failure } from './Failure.tsx';
import { MessageText } from './MessageText.tsx';
import { noticeSentence } from './NoticeRow.tsx';
import { Quote } from './Quote.tsx';

/** A message that the server has not confirmed yet. Its state is shown where the time will be. */
export function PendingRow({ row: { entry, first, name, by } }: { row: RowData }) {
  const failed = entry.state === 'failed';
  const text = entry.text ?? '';
  return (
    <article class={`row${first ? ' first' : ''}${failed ? ' failed' : ' waiting'}`}>
      <div class={first ? 'who' : 'who unseen'}>
        <AuthorName by={by} name={name} />
      </div>
      <div class={entry.kind === 'action' ? 'body does' : 'body'}>
        {entry.reply !== undefined && <Quote seq={entry.reply} />}
        <MessageText text={entry.kind === 'topic' ? noticeSentence({ kind: 'topic', name, text }) : text} />
        {failed && <Failure entry={entry} what={words.notSent} />}
      </div>
      {!failed && <span class="stamp sending late">{words.sending}</span>}
    </article>
  );
}
