import type { App } from '../model/app.ts';
import { refusalSentence } from '../text/refusals.ts';
import { DeleteDialog } from './DeleteDialog.tsx';
import { Drawer } from './Drawer.tsx';
import { Refused } from './Refused.tsx';
import { Room } from './Room.tsx';
import { RoomList } from './RoomList.tsx';

export function Page({ app }: { app: App }) {
  const route = app.route.value;
  const deleting = app.deleting.value;
  return (
    <div class="page">
      <aside class="side">
        <RoomList app={app} id="side" />
      </aside>
      <main>
        {route?.is === 'room' && <Room app={app} room={route.room} />}
        {route?.is === 'refused' && (
          <Refused app={app} asked={route.asked} why={refusalSentence('room_invalid', route.reason)} />
        )}
      </main>
      {app.drawer.value && <Drawer app={app} />}
      {deleting && <DeleteDialog app={app} message={deleting} />}
    </div>
  );
}
