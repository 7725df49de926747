import { useState } from 'preact/hooks';
import { isComposing } from '../model/text-bytes.ts';
import { roomsToShow } from '../model/rooms.ts';
import { searchRooms } from '../model/room-search.ts';
import { panelWords } from '../i18n/panel-words.ts';
import { roomTitle, words } from '../i18n/words.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { UnreadCount } from '../ui/UnreadCount.tsx';
import { useApp } from '../ui/app-context.ts';

/** Another room in a few keys. */
export function Switcher() {
  const app = useApp();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const rooms = roomsToShow(app).map(({ room }) => room);
  const found = searchRooms(typed, rooms, (room) => app.unread.countsOf(room).messages, roomTitle);
  const chosen = Math.min(at, found.length - 1);
  const go = (room: string | undefined): void => {
    if (room !== undefined) app.open(room);
  };
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
    <Dialog title={words.switchRoom} class="switcher" onClose={() => (app.panel.value = null)}>
      <input
        autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls="switcher-rooms"
        aria-activedescendant={found.length > 0 ? `switcher-${chosen}` : undefined}
        aria-label={panelWords.switchTo}
        placeholder={panelWords.switchTo}
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
    </Dialog>
  );
}
