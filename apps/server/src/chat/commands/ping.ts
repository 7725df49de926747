import type { Session } from '../session.ts';

/** Replies with a heartbeat of the heads that have changed. */
export function ping(session: Session): void {
  session.sendHeartbeat(true);
}
