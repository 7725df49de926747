import type { App } from '../model/app.ts';
import { LOBBY } from '@hubbub/protocol/limits';
import { words } from '../text/words.ts';
import { Icon } from './icons.tsx';
import { RoomLink } from './RoomLink.tsx';

/** A link to something that cannot be a room. */
export function Refused({ app, asked, why }: { app: App; asked: string; why: string }) {
  return (
    <>
      <header class="bar">
        <button
          type="button"
          class="icon-button menu"
          aria-label={words.showRooms}
          onClick={() => (app.drawer.value = true)}
        >
          <Icon name="menu" />
        </button>
      </header>
      <section class="empty refused" role="alert">
        <h1>{words.cannotBeRoom}</h1>
        <blockquote dir="auto">{asked}</blockquote>
        <p>{why}</p>
        <RoomLink app={app} room={LOBBY} class="primary">
          {words.toLobby}
        </RoomLink>
      </section>
    </>
  );
}
