import type { Message } from '@hubbub/protocol/events';
import type { NoticeRow as RowData } from '../model/rows.ts';
import { words } from '../i18n/words.ts';
import { litLook } from './MessageRow.tsx';
import { Timestamp } from './Timestamp.tsx';

/** Something that happened to the room, told in one sentence. */
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

/** It in one sentence. */
export function noticeSentence({ kind, name, text }: Pick<Message, 'kind' | 'name' | 'text'>): string {
  if (kind === 'renamed') return words.renamed({ name, next: text });
  return text === '' ? words.topicRemoved({ name }) : words.topicSet({ name, topic: text });
}
