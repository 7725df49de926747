import type { AnchorHTMLAttributes } from 'preact';
import { roomPath } from '../model/routes.ts';
import { useApp } from './app-context.ts';

type Props = Pick<AnchorHTMLAttributes, 'class' | 'tabIndex' | 'aria-current' | 'children'> & {
  room: string;
  /** A message in it. */
  seq?: number | undefined;
};

/** A real link, so that it can be copied and opened in another tab; a plain click stays in this page. */
export function RoomLink({ room, seq, children, ...rest }: Props) {
  const app = useApp();
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    app.open(room, seq);
  };
  return (
    <a {...rest} href={roomPath(room, app.base, seq)} onClick={follow}>
      {children}
    </a>
  );
}
