import { words } from '../i18n/words.ts';
import type { RoomSnapshot } from '../model/room-snapshot.ts';
import { Lazy } from '../ui/Lazy.tsx';
import { useApp } from '../ui/app-context.ts';

const invitation = async () => (await import('./Invitation.tsx')).Invitation;

/** Shown in place of the messages: an invitation, or the reason why the messages cannot be shown. */
export function EmptyRoom({ view: { room, phase } }: { view: RoomSnapshot }) {
  const { type } = useApp().connection.value;
  if (phase === 'live') return <Lazy load={invitation} props={{ room }} />;
  const isOffline = type === 'waiting' || type === 'closed';
  return <section class="empty">{isOffline && <p>{words.offlineRoom}</p>}</section>;
}
