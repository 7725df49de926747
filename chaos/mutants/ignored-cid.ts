import type { Command } from '../../apps/server/src/chat/ports.ts';
import { Session } from '../../apps/server/src/chat/session.ts';

/** Resumes at every `after` that the room has reached, whatever the event there is. */
export function ignoreCids(): void {
  const receive = Reflect.get(Session.prototype, 'receive');
  Session.prototype.receive = function (this: Session, frame) {
    receive.call(this, withoutCids(frame));
  };
}

function* withoutCids(frame: Iterable<Command>): Generator<Command, void, void> {
  for (const command of frame) {
    if (command.type === 'join') delete command.cid;
    yield command;
  }
}
