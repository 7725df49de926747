import { words } from '../i18n/words.ts';
import { Panels } from './Panels.tsx';
import { Refusal } from '../ui/Refusal.tsx';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { Room } from '../room/Room.tsx';
import { RoomList } from './RoomList.tsx';
import { Toast } from './Toast.tsx';
import { useApp } from '../ui/app-context.ts';

export function Page() {
  const app = useApp();
  // In another language everything is another element.
  return <Frame key={app.language.value.lang} />;
}

function Frame() {
  const app = useApp();
  const route = app.route.value;
  return (
    <div class="page">
      {route?.type === 'room' && (
        <a class="skip" href="#composer" onClick={() => document.getElementById('composer')?.focus()}>
          {words.skipToWriting}
        </a>
      )}
      <aside class="side">
        <RoomList id="side" />
      </aside>
      <main>
        {route?.type === 'room' && <Room room={route.room} />}
        {route?.type === 'refused' && (
          <ErrorPage
            title={words.cannotBeRoom}
            asked={route.asked}
            why={<Refusal code="room_invalid" reason={route.reason} />}
          />
        )}
        {route?.type === 'nothing' && <ErrorPage title={words.nothingHere} why={words.nothingHereMeans} />}
      </main>
      <Panels />
      <Toast />
    </div>
  );
}
