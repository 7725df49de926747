import type { App } from '../model/app.ts';
import type { NoticeRow as RowData } from '../model/rows.ts';
import { words } from '../text/words.ts';
import { litLook } from './MessageRow.tsx';
import { Stamp } from './Stamp.tsx';

/** Something that happened to the room, told in one sentence. */
export function NoticeRow({ app, row: { message }, lit }: { app: App; row: RowData; lit: number }) {
  const { name, text, kind, seq } = message;
  return (
    <article class={`row notice ${litLook(lit)}`} data-seq={seq} tabIndex={-1}>
      <div class="body" dir="auto">
        {kind === 'renamed'
          ? words.renamed({ name, next: text })
          : text === ''
            ? words.topicRemoved({ name })
            : words.topicSet({ name, topic: text })}
      </div>
      <Stamp app={app} message={message} />
    </article>
  );
}
