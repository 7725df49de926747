import { LOBBY } from '@hubbub/protocol/limits';
import type { RoomSummary } from '@hubbub/protocol/http';
import type { App } from '../model/app.ts';
import { words } from '../text/words.ts';
import { AuthorName } from './AuthorName.tsx';
import { Mark } from './icons.tsx';
import { OpenRoom } from './OpenRoom.tsx';
import { RoomLink } from './RoomLink.tsx';

/** All that is beside the room: the other rooms, a way to a new one, and who one is. `id` keeps two of them apart. */
export function RoomList({ app, id }: { app: App; id: string }) {
  const me = app.me.value;
  const state = app.connection.value.is;
  const online = state === 'online';
  const away = state === 'waiting' || state === 'closed';
  return (
    <>
      <div class="brand">
        <Mark />
        <span>Hubbub</span>
      </div>
      <OpenRoom app={app} id={`${id}-refusal`} />
      <nav aria-label={words.rooms}>
        <ul class="rooms">
          {roomsToShow(app).map((summary) => (
            <li key={summary.room}>
              <RoomItem app={app} summary={summary} />
            </li>
          ))}
        </ul>
      </nav>
      <p class="me">
        <span class={online ? 'dot on' : 'dot'} />
        {me && <AuthorName by={me.id} name={me.name} />}
        <span class="note">{online ? words.online : away ? words.offline : words.connecting}</span>
      </p>
    </>
  );
}

function RoomItem({ app, summary }: { app: App; summary: RoomSummary }) {
  const { room, total } = summary;
  const current = app.view.value?.room === room;
  const here = current ? (app.view.value?.people?.total ?? total) : total;
  const fresh = !current && app.reading.isNew(summary);
  return (
    <RoomLink app={app} room={room} class={fresh ? 'room fresh' : 'room'} current={current}>
      <bdi dir="auto">{room}</bdi>
      {fresh && <span class="unseen">{words.somethingNew}</span>}
      {here > 0 && (
        <span class="count" title={words.peopleThere(here)}>
          <span aria-hidden="true">{here.toLocaleString(app.locale)}</span>
          <span class="unseen">{words.peopleThere(here)}</span>
        </span>
      )}
    </RoomLink>
  );
}

/**
 * The lobby first, always, so that one finds back; then by name, so that nothing moves under the pointer. The room one
 * is in is there from the first moment, before the server counts it among its rooms.
 */
function roomsToShow(app: App): readonly RoomSummary[] {
  const rooms = new Map(app.rooms.value.map((summary) => [summary.room, summary]));
  const empty = (room: string): RoomSummary => ({ room, head: 0, lastAt: null, total: 0, people: [] });
  const lobby = rooms.get(LOBBY) ?? empty(LOBBY);
  const here = app.view.value?.room ?? LOBBY;
  if (!rooms.has(here)) rooms.set(here, empty(here));
  rooms.delete(LOBBY);
  return [lobby, ...[...rooms.values()].toSorted((a, b) => a.room.localeCompare(b.room))];
}
