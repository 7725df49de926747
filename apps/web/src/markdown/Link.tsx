import type { ComponentChildren } from 'preact';
import { readRoute } from '../model/routes.ts';
import { RoomLink } from '../ui/RoomLink.tsx';
import type { Link as Data } from './tree.ts';
import { useApp } from '../ui/app-context.ts';

interface Props {
  link: Data;
  children: ComponentChildren;
}

/** A link to a room of this server opens in this page; every other link opens in a new tab without a referrer. */
export function Link({ link: { href, title, truly }, children }: Props) {
  const app = useApp();
  const { origin, pathname, search, hash } = new URL(href);
  const inside = origin === location.origin && search === '' && hash === '' && pathname.startsWith(`${app.base}r/`);
  const route = inside ? readRoute(pathname, app.base) : null;
  const shown = (
    <>
      {children}
      {truly !== undefined && <span class="truly"> ({truly})</span>}
    </>
  );
  if (route?.type === 'room') {
    const { room, seq } = route;
    return (
      <RoomLink room={room} {...(seq !== undefined && { seq })}>
        {shown}
      </RoomLink>
    );
  }
  return (
    <a href={href} title={title} target="_blank" rel="noopener noreferrer nofollow">
      {shown}
    </a>
  );
}
