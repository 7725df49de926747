import type { App } from '../model/app.ts';
import { words } from '../text/words.ts';
import { CopyLink } from './CopyLink.tsx';

/** What to do in a room where nothing has been said. */
export function EmptyRoom({ app, room }: { app: App; room: string }) {
  return (
    <section class="empty">
      <h2>{words.nothingYet}</h2>
      <p>{words.shareIt}</p>
      <div class="invitation">
        <bdi>{decodeURI(app.link(room)).replace(/^https?:\/\//, '')}</bdi>
        <CopyLink app={app} room={room} class="primary" />
      </div>
      <p class="note">{words.sayHello}</p>
    </section>
  );
}
