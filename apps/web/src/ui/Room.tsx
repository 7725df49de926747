import type { App } from '../model/app.ts';
import { refusalSentence } from '../text/refusals.ts';
import { Composer } from './Composer.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { MessageList } from './MessageList.tsx';
import { Refused } from './Refused.tsx';
import { RoomHeader } from './RoomHeader.tsx';

export function Room({ app, room }: { app: App; room: string }) {
  const view = app.view.value;
  if (!view) return null;
  if (view.phase === 'refused') {
    return <Refused app={app} asked={room} why={refusalSentence(view.refusal?.code, view.refusal?.reason)} />;
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
        editing={app.editing.value}
      />
      <Composer key={room} app={app} room={room} />
    </>
  );
}
