import type { Message } from '@hubbub/protocol/events';
import { RoomLink } from '../ui/RoomLink.tsx';
import { useApp } from '../ui/app-context.ts';

/** The time of a message, linked to the message. */
export function Timestamp({ message: { at, seq } }: { message: Message }) {
  const app = useApp();
  const room = app.view.peek()?.room;
  const time = (
    <time
      dateTime={new Date(at).toISOString()}
      // Formatted when the pointer enters: for every row it would be slow.
      onPointerEnter={(event) => (event.currentTarget.title = app.times.full(at))}
    >
      {app.times.clock(at)}
    </time>
  );
  if (room === undefined) return <span class="stamp">{time}</span>;
  return (
    <RoomLink room={room} seq={seq} class="stamp" tabIndex={-1}>
      {time}
    </RoomLink>
  );
}
