import { randomUUID } from 'node:crypto';
import { isNotice } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';
import { guestName } from '../../chat/people/guest-name.ts';
import type { Dialect } from '../../chat/ports.ts';
import type { Session } from '../../chat/session.ts';
import { textFrame } from '../frame.ts';

/** Whatever a client may take for the end of a line. */
const lineEnds = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;

/** The dialect of the classic server: messages and actions as `name: text`. Nothing else is sent. */
export const plain: Dialect = {
  name: 'plain',
  expressesRefusals: false,
  pack(lines: readonly ServerLine[]) {
    let text = '';
    for (const line of lines) {
      if (line.type !== 'posted' || line.text === '' || isNotice(line)) continue;
      if (text !== '') text += '\n';
      text += `${line.name}: ${line.text}`.replace(lineEnds, ' ');
    }
    return text === '' ? undefined : textFrame(text);
  },
};

/**
 * Receives a connection's frames: the first one that contains a valid name is the name, each later one is a message.
 * The session keeps them in order, so a message may arrive while the name is still being reserved.
 */
export function plainReceiver(session: Session, room: string): (frame: string) => void {
  let named = false;
  return (frame) => {
    const text = frame.replace(lineEnds, ' ').trim();
    if (named) {
      if (text !== '') session.receive([{ type: 'send', room, cid: randomUUID(), text }]);
      return;
    }
    const name = guestName(text);
    if (name === undefined) return;
    named = true;
    session.receive([{ type: 'guest', name }]);
  };
}
