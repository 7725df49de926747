import { useLayoutEffect, useRef } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { Icon } from '../ui/Icon.tsx';
import { RoomList } from './RoomList.tsx';
import { useApp } from '../ui/app-context.ts';

/** The sidebar of a narrow page, as a dialog. */
export function Drawer() {
  const app = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal();
    void app.loadRooms();
  }, []);
  const close = (): void => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      class="drawer"
      aria-label={words.rooms}
      onClose={() => (app.drawer.value = false)}
      onClick={(event) => {
        // The content covers the dialog's box, so a click on the dialog itself is on the backdrop.
        if (event.target === dialog.current) close();
      }}
    >
      <div class="side">
        <RoomList id="drawer" />
        <button type="button" class="icon-button close" autofocus aria-label={words.close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
    </dialog>
  );
}
