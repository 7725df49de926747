import { useEffect, useRef, useState } from 'preact/hooks';
import { isNotice, type Message } from '@hubbub/protocol/events';
import { excerptOf } from '../model/excerpt.ts';
import { words } from '../i18n/words.ts';
import { noticeSentence } from './NoticeRow.tsx';
import { useApp } from '../ui/app-context.ts';

/** More new messages than this are only counted. */
const MAX_READ_ALOUD = 3;

/** Reads new messages of others aloud in screen readers, author first. */
export function Announcer() {
  const app = useApp();
  const view = app.view.value;
  const [announcements, setAnnouncements] = useState<readonly { key: number; text: string }[]>([]);
  const announced = useRef<{ room: string; seq: number } | null>(null);
  const newest = view?.newest;
  useEffect(() => {
    if (!view || view.phase !== 'live' || !newest) return;
    const last = announced.current;
    announced.current = { room: view.room, seq: newest.at(-1)?.seq ?? 0 };
    // Messages that were there on entering the room are not announced.
    if (last?.room !== view.room) return setAnnouncements([]);
    const me = app.me.peek()?.id ?? null;
    const unread = newest.slice(newest.findLastIndex(({ seq }) => seq <= last.seq) + 1);
    const fresh = unread.filter(({ by, deleted }) => !deleted && by !== me);
    if (fresh.length > MAX_READ_ALOUD)
      setAnnouncements([{ key: announced.current.seq, text: words.manyNew(fresh.length) }]);
    else if (fresh.length > 0)
      setAnnouncements(fresh.map((message) => ({ key: message.seq, text: announcementOf(message) })));
  }, [newest]);
  return (
    <div class="unseen" role="status" aria-live="polite" id="announcer">
      {announcements.map(({ key, text }) => (
        // A repeated text needs a new element to be announced again.
        <p key={key} dir="auto">
          {text}
        </p>
      ))}
    </div>
  );
}

function announcementOf(message: Message): string {
  return isNotice(message) ? noticeSentence(message) : `${message.name}: ${excerptOf(message.text)}`;
}
