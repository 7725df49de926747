import type { RoomSnapshot } from '../model/room-snapshot.ts';
import { roomTitle, words } from '../i18n/words.ts';
import { useApp } from '../ui/app-context.ts';

interface Props {
  view: RoomSnapshot;
}

/** Above the first row: the beginning of the room, or a button for older messages where they did not load by themselves. */
export function OlderEdge({ view }: Props) {
  const app = useApp();
  return (
    <p class="edge">
      {view.loadingOlder ? (
        <span>{words.loadingOlder}</span>
      ) : view.older ? (
        <button type="button" class="plain" onClick={() => app.loadOlder()}>
          {words.loadOlder}
        </button>
      ) : (
        <span>{words.beginning({ room: roomTitle(view.room) })}</span>
      )}
    </p>
  );
}

/** Below the last row, where newer messages are not loaded. */
export function NewerEdge({ view }: Props) {
  const app = useApp();
  return (
    <p class="edge">
      {view.loadingNewer ? (
        <span>{words.loadingNewer}</span>
      ) : (
        <button type="button" class="plain" onClick={() => app.loadNewer()}>
          {words.loadNewer}
        </button>
      )}
    </p>
  );
}
