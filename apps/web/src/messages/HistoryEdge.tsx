import type { RoomSnapshot } from '../model/room-snapshot.ts';
import { roomTitle, words } from '../i18n/words.ts';
import { useApp } from '../ui/app-context.ts';

/** Above the first row: the beginning of the room, or a button for older messages where they did not load by themselves. */
export function OlderEdge({ view: { room, older, loadingOlder } }: { view: RoomSnapshot }) {
  const app = useApp();
  const text = loadingOlder ? words.loadingOlder : older ? words.loadOlder : words.beginning({ room: roomTitle(room) });
  return <Edge text={text} load={older && !loadingOlder ? () => app.loadOlder() : null} />;
}

/** Below the last row, where newer messages are not loaded. */
export function NewerEdge({ view: { loadingNewer } }: { view: RoomSnapshot }) {
  const app = useApp();
  const text = loadingNewer ? words.loadingNewer : words.loadNewer;
  return <Edge text={text} load={loadingNewer ? null : () => app.loadNewer()} />;
}

function Edge({ text, load }: { text: string; load: (() => void) | null }) {
  return (
    <p class="edge">
      {load ? (
        <button type="button" class="plain" onClick={load}>
          {text}
        </button>
      ) : (
        <span>{text}</span>
      )}
    </p>
  );
}
