import { words } from '../i18n/words.ts';
import { Panels } from './Panels.tsx';
import { Lazy } from '../ui/Lazy.tsx';
import { errorPage, Room } from '../room/Room.tsx';
import { RoomList } from './RoomList.tsx';
import { Toast } from './Toast.tsx';
import { useApp } from '../ui/app-context.ts';

export function Page() {
  const app = useApp();
  // The key redraws everything after a change of the language.
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
          <Lazy load={errorPage} props={{ asked: route.asked, code: 'room_invalid', reason: route.reason }} />
        )}
        {route?.type === 'nothing' && <Lazy load={errorPage} props={{}} />}
      </main>
      <Panels />
      <Toast />
    </div>
  );
}
