import { useEffect, useRef, useState } from 'preact/hooks';
import { isNotice, type Message } from '@hubbub/protocol/events';
import { excerptOf } from '../model/excerpt.ts';
import { words } from '../i18n/words.ts';
import { noticeSentence } from './NoticeRow.tsx';
import { useApp } from '../ui/app-context.ts';

/** Nobody can listen to more at once; then they are only counted. */
const AT_ONCE = 3;

/** Says to who listens what others write, author first. One's own words one knows. */
export function Announcer() {
  const app = useApp();
  const view = app.view.value;
  const [said, setSaid] = useState<readonly { key: number; text: string }[]>([]);
  const heard = useRef<{ room: string; seq: number } | null>(null);
  const newest = view?.newest;
  useEffect(() => {
    if (!view || view.phase !== 'live' || !newest) return;
    const last = heard.current;
    heard.current = { room: view.room, seq: newest.at(-1)?.seq ?? 0 };
    // What was there on coming is read by going there.
    if (last?.room !== view.room) return setSaid([]);
    const fresh = since(newest, last.seq, app.me.peek()?.id ?? null);
    if (fresh.length > AT_ONCE) setSaid([{ key: heard.current.seq, text: words.manyNew(fresh.length) }]);
    else if (fresh.length > 0) setSaid(fresh.map((message) => ({ key: message.seq, text: spoken(message) })));
  }, [newest]);
  return (
    <div class="unseen" role="status" aria-live="polite" id="announcer">
      {said.map(({ key, text }) => (
        // The same words again are another element, or nobody would hear them.
        <p key={key} dir="auto">
          {text}
        </p>
      ))}
    </div>
  );
}

function spoken(message: Message): string {
  return isNotice(message) ? noticeSentence(message) : `${message.name}: ${excerptOf(message.text)}`;
}

function since(messages: readonly Message[], seq: number, me: string | null): Message[] {
  const fresh: Message[] = [];
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index]!;
    if (message.seq <= seq) break;
    if (!message.deleted && message.by !== me) fresh.unshift(message);
  }
  return fresh;
}
