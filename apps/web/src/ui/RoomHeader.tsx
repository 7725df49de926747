import type { App } from '../model/app.ts';
import { words } from '../text/words.ts';
import { CopyLink } from './CopyLink.tsx';
import { Icon } from './icons.tsx';
import { MenuButton } from './MenuButton.tsx';
import { PeopleList } from './PeopleList.tsx';

export function RoomHeader({ app, room }: { app: App; room: string }) {
  const people = app.view.value?.people ?? null;
  return (
    <header class="bar">
      <MenuButton app={app} />
      <h1 title={room}>
        <bdi dir="auto">{room}</bdi>
      </h1>
      {people && (
        <>
          <button type="button" class="bar-button" popovertarget="people" aria-label={words.peopleHere(people.total)}>
            <Icon name="people" />
            <span class="count">{people.total.toLocaleString(app.locale)}</span>
          </button>
          <PeopleList app={app} people={people} />
        </>
      )}
      <CopyLink app={app} room={room} class="bar-button" />
    </header>
  );
}
