import { useEffect } from 'preact/hooks';
import type { App } from '../model/app.ts';
import { words } from '../i18n/words.ts';
import { Announcer } from '../messages/Announcer.tsx';
import { Composer } from '../composer/Composer.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { MessageList } from '../messages/MessageList.tsx';
import { Refusal } from '../ui/Refusal.tsx';
import { Refused } from '../ui/ErrorPage.tsx';
import { RoomHeader } from './RoomHeader.tsx';
import { TypingLine } from './TypingLine.tsx';

export function Room({ app, room }: { app: App; room: string }) {
  const view = app.view.value;
  const missing = app.place.missing.value;
  useEffect(() => {
    if (missing) app.say(words.notThere);
  }, [missing]);
  if (!view) return null;
  if (view.phase === 'refused') {
    const { code, reason } = view.refusal ?? {};
    return <Refused app={app} title={words.cannotBeRoom} asked={room} why={<Refusal code={code} reason={reason} />} />;
  }
  return (
    <>
      <RoomHeader app={app} room={room} />
      <ConnectionBanner app={app} />
      <MessageList
        key={room}
        app={app}
        view={view}
        me={app.me.value}
        newAfter={app.reading.newAfter.value}
        editing={app.writing.editing.value}
        target={app.place.target.value}
        followed={app.place.followed.value}
      />
      <TypingLine app={app} />
      <Composer key={room} app={app} room={room} />
      <Announcer app={app} />
    </>
  );
}
