import { useEffect, useState } from 'preact/hooks';
import type { MentionItem } from '@hubbub/protocol/lines';
import { excerptOf } from '../model/excerpt.ts';
import { panelWords } from '../i18n/panel-words.ts';
import { roomTitle, words } from '../i18n/words.ts';
import { useApp } from '../ui/app-context.ts';

/** The reader's mentions in all rooms, newest first. */
export function MentionsInbox() {
  const app = useApp();
  const [items, setItems] = useState<readonly MentionItem[]>([]);
  const [state, setState] = useState<'loading' | 'older' | 'all' | 'failed'>('loading');
  const load = async (before?: number): Promise<void> => {
    setState('loading');
    try {
      const page = await app.client.mentions(before);
      setItems((known) => (before === undefined ? page.items : [...known, ...page.items]));
      setState(page.older ? 'older' : 'all');
    } catch {
      setState('failed');
    }
  };
  const named = app.me.value !== null;
  // Loads again when a new mention arrives.
  const { mentionCount: mentions } = app.unread;
  useEffect(() => {
    if (named) void load();
  }, [named, mentions]);

  return (
    <>
      {!named && <p class="note">{panelWords.mentionsNeedName}</p>}
      {named && state === 'all' && items.length === 0 && <p class="note">{panelWords.noMentions}</p>}
      <ul>
        {items.map(({ id, room, message }) => (
          <li key={id}>
            <button type="button" onClick={() => app.open(room, message.seq)}>
              <span class="from">
                {panelWords.mentionedIn({ name: message.name, room: roomTitle(room) })}
                <time dateTime={new Date(message.at).toISOString()}>
                  {app.times.short(message.at, app.today.value)}
                </time>
              </span>
              <span class="excerpt" dir="auto">
                {excerptOf(message.text)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {state === 'failed' && (
        <p class="note" role="alert">
          {words.noAnswer}{' '}
          <button type="button" class="plain" onClick={() => void load(items.at(-1)?.id)}>
            {words.retry}
          </button>
        </p>
      )}
      {state === 'older' && (
        <button type="button" class="plain" onClick={() => void load(items.at(-1)?.id)}>
          {panelWords.showMore}
        </button>
      )}
    </>
  );
}
