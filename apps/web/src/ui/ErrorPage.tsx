import type { ComponentChildren } from 'preact';
import { LOBBY } from '@hubbub/protocol/limits';
import { panelWords } from '../i18n/panel-words.ts';
import { MenuButton } from './MenuButton.tsx';
import { RoomLink } from './RoomLink.tsx';

interface Props {
  title: string;
  /** What the link asked for. */
  asked?: string;
  why: ComponentChildren;
}

/** A link to something that cannot be a room, or to nothing. */
export function ErrorPage({ title, asked, why }: Props) {
  return (
    <>
      <header class="bar">
        <MenuButton />
      </header>
      <section class="empty refused" role="alert">
        <h1>{title}</h1>
        {asked !== undefined && <blockquote dir="auto">{asked}</blockquote>}
        <p>{why}</p>
        <RoomLink room={LOBBY} class="primary">
          {panelWords.toLobby}
        </RoomLink>
      </section>
    </>
  );
}
