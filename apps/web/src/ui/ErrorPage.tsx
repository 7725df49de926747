import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';
import { LOBBY } from '@hubbub/protocol/limits';
import { panelWords } from '../i18n/panel-words.ts';
import { words } from '../i18n/words.ts';
import { IconButton } from './IconButton.tsx';
import { Refusal } from './Refusal.tsx';
import { RoomLink } from './RoomLink.tsx';
import { useApp } from './app-context.ts';

interface Props {
  /** The room name that was refused; absent where the address names no room. */
  asked?: string;
  code?: ErrorCode;
  reason?: NameReason | undefined;
}

/** Shown in place of a room for an address that leads to none. */
export function ErrorPage({ asked, code, reason }: Props) {
  const app = useApp();
  return (
    <>
      <header class="bar">
        <IconButton class="menu" icon="menu" label={words.showRooms} onClick={() => (app.drawer.value = true)} />
      </header>
      <section class="empty" role="alert">
        <h1>{asked === undefined ? words.nothingHere : words.cannotBeRoom}</h1>
        {asked !== undefined && <blockquote dir="auto">{asked}</blockquote>}
        <p>{asked === undefined ? words.nothingHereMeans : <Refusal code={code} reason={reason} />}</p>
        <RoomLink room={LOBBY} class="primary">
          {panelWords.toLobby}
        </RoomLink>
      </section>
    </>
  );
}
