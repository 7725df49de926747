import type { App } from '../model/app.ts';
import { LOBBY } from '@hubbub/protocol/limits';
import { words } from '../text/words.ts';
import { MenuButton } from './MenuButton.tsx';
import { RoomLink } from './RoomLink.tsx';

/** A link to something that cannot be a room. */
export function Refused({ app, asked, why }: { app: App; asked: string; why: string }) {
  return (
    <>
      <header class="bar">
        <MenuButton app={app} />
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
