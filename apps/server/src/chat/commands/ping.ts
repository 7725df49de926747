import type { Ping } from '@hubbub/protocol/commands';
import type { Session } from '../session.ts';

/** Replies with a heartbeat. */
export function ping(session: Session, _command: Ping): void {
  session.sendHeartbeat();
}
