import { words } from '../i18n/words.ts';
import type { RoomSnapshot } from '../model/room-snapshot.ts';
import { CopyLink } from '../ui/CopyLink.tsx';
import { Lazy } from '../ui/Lazy.tsx';
import { useApp } from '../ui/app-context.ts';

const qrCode = async () => (await import('../ui/QrCode.tsx')).QrCode;

/** Only this computer can open such a link. */
const loopback = /^https?:\/\/(?:localhost|127\.|\[::1\])/;

/** Shown in place of the messages: an invitation, or the reason why the messages cannot be shown. */
export function EmptyRoom({ view: { room, phase } }: { view: RoomSnapshot }) {
  const app = useApp();
  const { type } = app.connection.value;
  if (phase !== 'live') {
    const isOffline = type === 'waiting' || type === 'closed';
    return <section class="empty">{isOffline && <p>{words.offlineRoom}</p>}</section>;
  }
  const link = app.link(room);
  return (
    <section class="empty">
      <h2>{words.nothingYet}</h2>
      <p>{words.shareIt}</p>
      <div class="invitation">
        <bdi>{decodeURI(link).replace(/^https?:\/\//, '')}</bdi>
        <CopyLink room={room} class="primary" />
      </div>
      {!loopback.test(link) && (
        <div class="qr-place">
          <Lazy key={link} load={qrCode} props={{ text: link, label: words.qrCode }} />
        </div>
      )}
      <p class="note">{words.sayHello}</p>
    </section>
  );
}
