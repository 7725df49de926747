import { useLayoutEffect, useRef } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { IconButton } from '../ui/IconButton.tsx';
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
        <IconButton class="close" icon="close" label={words.close} autofocus onClick={close} />
      </div>
    </dialog>
  );
}
