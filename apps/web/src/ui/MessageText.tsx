import type { App } from '../model/app.ts';
import { splitLinks } from '../model/links.ts';
import { readRoute } from '../model/routes.ts';
import { RoomLink } from './RoomLink.tsx';

/** Up to three emoji and nothing else are drawn larger. */
const onlyEmoji = /^(?:\p{RGI_Emoji}\s?){1,3}$/v;

/** What somebody wrote: plain words and links, made as elements and never as HTML. */
export function MessageText({ app, text }: { app: App; text: string }) {
  return (
    <div class={onlyEmoji.test(text) ? 'text large' : 'text'} dir="auto">
      {splitLinks(text).map((part) =>
        part.is === 'text' ? part.text : <Link app={app} text={part.text} href={part.href} />,
      )}
    </div>
  );
}

/** A link to a room of this Hubbub opens here; every other one in a tab of its own that learns nothing about this one. */
function Link({ app, text, href }: { app: App; text: string; href: string }) {
  const { origin, pathname, search, hash } = new URL(href);
  const inside = origin === location.origin && search === '' && hash === '' && pathname.startsWith(`${app.base}r/`);
  const route = inside ? readRoute(pathname, app.base) : null;
  if (route?.is === 'room') {
    return (
      <RoomLink app={app} room={route.room}>
        {text}
      </RoomLink>
    );
  }
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {text}
    </a>
  );
}
