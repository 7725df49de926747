import type { RoomSnapshot } from '../model/room-snapshot.ts';
import { words } from '../i18n/words.ts';
import { CopyLink } from '../ui/CopyLink.tsx';
import { useApp } from '../ui/app-context.ts';

/** A room without messages: an invitation to share its link, or why nothing could be loaded. */
export function EmptyRoom({ view: { room, phase } }: { view: RoomSnapshot }) {
  const app = useApp();
  if (phase !== 'live') {
    const away = app.connection.value.type === 'waiting' || app.connection.value.type === 'closed';
    return <section class="empty">{away && <p>{words.offlineRoom}</p>}</section>;
  }
  return (
    <section class="empty">
      <h2>{words.nothingYet}</h2>
      <p>{words.shareIt}</p>
      <div class="invitation">
        <bdi>{decodeURI(app.link(room)).replace(/^https?:\/\//, '')}</bdi>
        <CopyLink room={room} class="primary" />
      </div>
      <p class="note">{words.sayHello}</p>
    </section>
  );
}
