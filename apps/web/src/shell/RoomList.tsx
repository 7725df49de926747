import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { RoomSummary } from '@hubbub/protocol/http';
import type { Panel } from '../model/app.ts';
import { roomsToShow } from '../model/rooms.ts';
import { roomTitle, words } from '../i18n/words.ts';
import { AuthorName } from '../ui/AuthorName.tsx';
import { Mark, type IconName } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { OpenRoom } from './OpenRoom.tsx';
import { RoomLink } from '../ui/RoomLink.tsx';
import { LabelledCount, UnreadCount } from '../ui/UnreadCount.tsx';
import { useApp } from '../ui/app-context.ts';

/** The sidebar: the rooms, a field to open one, the tools and the reader's name. `id` keeps element ids unique. */
export function RoomList({ id }: { id: string }) {
  const app = useApp();
  const me = app.me.value;
  const state = app.connection.value.type;
  const online = state === 'online';
  const away = state === 'waiting' || state === 'closed';
  const list = useRef<HTMLElement>(null);
  const currentRoom = app.view.value?.room;
  const loaded = app.rooms.value.length > 0;
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [currentRoom, loaded]);
  const { mentionCount: mentions } = app.unread;
  return (
    <>
      <div class="brand">
        <Mark />
        <span>Hubbub</span>
      </div>
      <OpenRoom id={`${id}-refusal`} />
      <nav ref={list} aria-label={words.rooms}>
        <ul>
          {roomsToShow(app).map((summary) => (
            <li key={summary.room}>
              <RoomItem summary={summary} />
            </li>
          ))}
        </ul>
      </nav>
      <div class="tools">
        <Tool panel="mentions" icon="at" label={words.mentions}>
          {mentions > 0 && <span class="badge mentions">{mentions.toLocaleString(app.locale)}</span>}
        </Tool>
        <Tool panel="switcher" icon="search" label={words.switchRoom} />
        <Tool panel="shortcuts" icon="keyboard" label={words.shortcuts} />
        <Tool panel="settings" icon="gear" label={words.settings} />
      </div>
      <p class="me">
        <span class={online ? 'dot on' : 'dot'} />
        {me && <AuthorName by={me.id} name={me.name} />}
        <span class="note">{online ? words.online : away ? words.offline : words.connecting}</span>
      </p>
    </>
  );
}

interface ToolProps {
  panel: Panel;
  icon: IconName;
  label: string;
  children?: ComponentChildren;
}

function Tool({ panel, icon, label, children }: ToolProps) {
  const app = useApp();
  const open = (): void => {
    app.drawer.value = false;
    app.panel.value = panel;
  };
  return (
    <IconButton icon={icon} label={label} onClick={open}>
      {children}
    </IconButton>
  );
}

function RoomItem({ summary }: { summary: RoomSummary }) {
  const app = useApp();
  const { room, total } = summary;
  const current = app.view.value?.room === room;
  const here = current ? (app.view.value?.people?.total ?? total) : total;
  const fresh = !current && app.unread.countsOf(room).messages > 0;
  return (
    <RoomLink room={room} class={fresh ? 'room fresh' : 'room'} aria-current={current ? 'page' : undefined}>
      <bdi dir="auto">{roomTitle(room)}</bdi>
      {!current && <UnreadCount room={room} />}
      {here > 0 && (
        <LabelledCount class="count" shown={here.toLocaleString(app.locale)} label={words.peopleThere(here)} />
      )}
    </RoomLink>
  );
}
