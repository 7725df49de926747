import { useState } from 'preact/hooks';
import { roomTitle, words } from '../i18n/words.ts';
import { CopyLink } from '../ui/CopyLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Lazy } from '../ui/Lazy.tsx';
import { useApp } from '../ui/app-context.ts';

const peopleList = async () => (await import('./PeopleList.tsx')).PeopleList;

export function RoomHeader({ room }: { room: string }) {
  const app = useApp();
  const [peopleOpen, setPeopleOpen] = useState(false);
  const view = app.view.value;
  const people = view?.people ?? null;
  const topic = view?.topic ?? null;
  return (
    <header class="bar">
      <IconButton class="menu" icon="menu" label={words.showRooms} onClick={() => (app.drawer.value = true)} />
      <div class="title">
        <h1 title={roomTitle(room)}>
          <bdi dir="auto">{roomTitle(room)}</bdi>
        </h1>
        {topic && (
          <p class="topic" dir="auto" title={topic.text}>
            {topic.text}
          </p>
        )}
      </div>
      {people && (
        <>
          <button type="button" class="bar-button" popovertarget="people" aria-label={words.peopleHere(people.total)}>
            <Icon name="people" />
            <span class="count">{people.total.toLocaleString(app.locale)}</span>
          </button>
          <div
            id="people"
            class="people"
            popover="auto"
            role="group"
            aria-label={words.peopleHere(people.total)}
            onToggle={(event) => setPeopleOpen(event.newState === 'open')}
          >
            {peopleOpen && <Lazy load={peopleList} props={{ people }} />}
          </div>
        </>
      )}
      <IconButton icon="calendar" label={words.jumpToDate} onClick={() => (app.panel.value = 'date')} />
      <CopyLink room={room} class="bar-button" />
    </header>
  );
}
