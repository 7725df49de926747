import type { Message } from '@hubbub/protocol/events';
import type { App } from '../model/app.ts';
import { RoomLink } from '../ui/RoomLink.tsx';

/** When it was said; and the link to it. */
export function Stamp({ app, message: { at, seq } }: { app: App; message: Message }) {
  const room = app.view.peek()?.room;
  const time = (
    <time
      dateTime={new Date(at).toISOString()}
      // Written out when somebody points at it: for every row that would be slow.
      onPointerEnter={(event) => (event.currentTarget.title = app.times.full(at))}
    >
      {app.times.clock(at)}
    </time>
  );
  if (room === undefined) return <span class="stamp">{time}</span>;
  return (
    <RoomLink app={app} room={room} seq={seq} class="stamp" skipped>
      {time}
    </RoomLink>
  );
}
