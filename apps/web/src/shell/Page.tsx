import type { App } from '../model/app.ts';
import { words } from '../i18n/words.ts';
import { Panels } from './Panels.tsx';
import { Refusal } from '../ui/Refusal.tsx';
import { Refused } from '../ui/ErrorPage.tsx';
import { Room } from '../room/Room.tsx';
import { RoomList } from './RoomList.tsx';
import { Said } from './Toast.tsx';

export function Page({ app }: { app: App }) {
  // In another language everything is another element.
  return <Frame key={app.language.value.lang} app={app} />;
}

function Frame({ app }: { app: App }) {
  const route = app.route.value;
  return (
    <div class="page">
      {route?.type === 'room' && (
        <a class="skip" href="#composer" onClick={() => document.getElementById('composer')?.focus()}>
          {words.skipToWriting}
        </a>
      )}
      <aside class="side">
        <RoomList app={app} id="side" />
      </aside>
      <main>
        {route?.type === 'room' && <Room app={app} room={route.room} />}
        {route?.type === 'refused' && (
          <Refused
            app={app}
            title={words.cannotBeRoom}
            asked={route.asked}
            why={<Refusal code="room_invalid" reason={route.reason} />}
          />
        )}
        {route?.type === 'nothing' && <Refused app={app} title={words.nothingHere} why={words.nothingHereMeans} />}
      </main>
      <Panels app={app} />
      <Said app={app} />
    </div>
  );
}
