import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { LOBBY } from '@hubbub/protocol/limits';
import { isComposing } from '../model/text-bytes.ts';
import { roomsToShow } from '../model/rooms.ts';
import { searchRooms } from '../model/room-search.ts';
import { panelWords } from '../i18n/panel-words.ts';
import { roomTitle, words } from '../i18n/words.ts';
import { UnreadCount } from '../ui/UnreadCount.tsx';
import { useApp } from '../ui/app-context.ts';

/** What was typed into the dialog before this chunk arrived. */
export interface EarlyInput {
  text: string;
  /** Enter was pressed after it. */
  submitted: boolean;
}

/** Finds a room by a few letters. */
export function Switcher({ early }: { early: EarlyInput }) {
  const app = useApp();
  const [typed, setTyped] = useState(early.text);
  const field = useRef<HTMLInputElement>(null);
  const [at, setAt] = useState(0);
  const isLobbyTitle = typed !== '' && words.lobby.startsWith(typed);
  const query = isLobbyTitle ? LOBBY : typed;
  const rooms = roomsToShow(app).map(({ room }) => room);
  const found = searchRooms(query, rooms, (room) => app.unread.countsOf(room).messages);
  const chosen = Math.min(at, found.length - 1);
  const go = (room: string | undefined): void => {
    if (room !== undefined) app.open(room);
  };
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(typed.length, typed.length);
    if (early.submitted) go(found[0]?.room);
  }, []);
  const press = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const { key } = event;
    if (key === 'ArrowDown') setAt(Math.min(chosen + 1, found.length - 1));
    else if (key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
    else if (key === 'Enter') go(found[chosen]?.room);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        ref={field}
        autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls="switcher-rooms"
        aria-activedescendant={found.length > 0 ? `switcher-${chosen}` : undefined}
        aria-label={words.switchTo}
        placeholder={words.switchTo}
        value={typed}
        dir="auto"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        enterkeyhint="go"
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <div id="switcher-rooms" role="listbox" aria-label={words.rooms}>
        {found.map(({ room, isNew }, index) => (
          <div
            key={room}
            id={`switcher-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onPointerMove={() => setAt(index)}
            onClick={() => go(room)}
          >
            <bdi dir="auto">{isNew ? panelWords.openNew({ room }) : roomTitle(room)}</bdi>
            <UnreadCount room={room} />
          </div>
        ))}
      </div>
      <p class="note" role="status">
        {found.length === 0 && panelWords.noRooms}
      </p>
    </>
  );
}
