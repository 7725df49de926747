import type { Message } from '@hubbub/protocol/events';
import type { NoticeRow as RowData } from '../model/rows.ts';
import { words } from '../i18n/words.ts';
import { litLook } from './MessageRow.tsx';
import { Timestamp } from './Timestamp.tsx';

/** A change of the room, such as a new topic, in one sentence. */
export function NoticeRow({ row: { message }, lit }: { row: RowData; lit: number }) {
  return (
    <article class={`row notice ${litLook(lit)}`} data-seq={message.seq} tabIndex={-1}>
      <div class="body" dir="auto">
        {noticeSentence(message)}
      </div>
      <Timestamp message={message} />
    </article>
  );
}

/** Also used where a notice is read aloud, or not sent yet. */
export function noticeSentence({ kind, name, text }: Pick<Message, 'kind' | 'name' | 'text'>): string {
  if (kind === 'renamed') return words.renamed({ name, next: text });
  return text === '' ? words.topicRemoved({ name }) : words.topicSet({ name, topic: text });
}
