import { panelWords } from '../i18n/panel-words.ts';
import { CopyLink } from '../ui/CopyLink.tsx';
import { Lazy } from '../ui/Lazy.tsx';
import { useApp } from '../ui/app-context.ts';

const qrCode = async () => (await import('../ui/QrCode.tsx')).QrCode;

/** Only this computer can open such a link. */
const loopback = /^https?:\/\/(?:localhost|127\.|\[::1\])/;

/** Shown in a room without messages: its link and the link's QR code. */
export function Invitation({ room }: { room: string }) {
  const app = useApp();
  const link = app.link(room);
  return (
    <section class="empty">
      <h2>{panelWords.nothingYet}</h2>
      <p>{panelWords.shareIt}</p>
      <div class="invitation">
        <bdi>{decodeURI(link).replace(/^https?:\/\//, '')}</bdi>
        <CopyLink room={room} class="primary" />
      </div>
      {!loopback.test(link) && (
        <div class="qr-place">
          <Lazy key={link} load={qrCode} props={{ text: link, label: panelWords.qrCode }} />
        </div>
      )}
      <p class="note">{panelWords.sayHello}</p>
    </section>
  );
}
