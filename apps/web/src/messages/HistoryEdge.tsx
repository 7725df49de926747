import type { RoomSnapshot } from '../model/room-snapshot.ts';
import { words } from '../i18n/words.ts';
import { useApp } from '../ui/app-context.ts';

interface Props {
  view: RoomSnapshot;
}

/** Above the first row: where the room begins, or the way to what is older, should it not have come by itself. */
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
        <span>
          {words.beginning} <bdi dir="auto">{view.room}</bdi>
        </span>
      )}
    </p>
  );
}

/** Below the last row of a place further up. */
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
