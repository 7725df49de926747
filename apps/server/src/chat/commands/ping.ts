import type { Session } from '../session.ts';

/** Replies with a heartbeat. */
export function ping(session: Session): void {
  session.sendHeartbeat();
}
