import type { ComponentChildren } from 'preact';
import { roomPath } from '../model/routes.ts';
import { useApp } from './app-context.ts';

interface Props {
  room: string;
  /** A message in it. */
  seq?: number;
  class?: string;
  current?: boolean;
  /** Left out by Tab, because there is one in every row. */
  skipped?: boolean;
  children: ComponentChildren;
}

/** A real link, so that it can be copied and opened in another tab; a plain click stays in this page. */
export function RoomLink({ room, seq, class: look, current, skipped, children }: Props) {
  const app = useApp();
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    app.open(room, seq);
  };
  return (
    <a
      class={look}
      href={roomPath(room, app.base, seq)}
      tabIndex={skipped ? -1 : undefined}
      aria-current={current ? 'page' : undefined}
      onClick={follow}
    >
      {children}
    </a>
  );
}
