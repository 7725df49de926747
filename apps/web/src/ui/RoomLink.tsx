import type { ComponentChildren } from 'preact';
import type { App } from '../model/app.ts';
import { roomPath } from '../model/routes.ts';

interface Props {
  app: App;
  room: string;
  class?: string;
  current?: boolean;
  children: ComponentChildren;
}

/** A real link, so that it can be copied and opened in another tab; a plain click stays in this page. */
export function RoomLink({ app, room, class: look, current, children }: Props) {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    app.open(room);
  };
  return (
    <a class={look} href={roomPath(room, app.base)} aria-current={current ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  );
}
