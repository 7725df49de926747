import { isNotice } from '@hubbub/protocol/events';
import { randomUUID } from 'node:crypto';
import type { ServerLine } from '@hubbub/protocol/lines';
import { guestName } from '../../chat/people/names.ts';
import type { Dialect } from '../../chat/delivery/connection-writer.ts';
import type { Session } from '../../chat/session.ts';
import { textFrame } from '../frame.ts';

const newlines = /\r\n|\n|\r/g;

/** The classic chat server's dialect: `name: text`, and nothing else is ever said. An action is such a line, too. */
export const plain: Dialect = {
  name: 'plain',
  pack(lines: readonly ServerLine[]) {
    let text = '';
    for (const line of lines) {
      if (line.type !== 'posted' || line.text === '' || isNotice(line)) continue;
      if (text !== '') text += '\n';
      text += `${line.name}: ${line.text.replace(newlines, ' ')}`;
    }
    return text === '' ? undefined : textFrame(text);
  },
};

/**
 * The first frame that can be a name is the name, each later one a message to the room. The session keeps the order,
 * so a message may come while the name is still being decided.
 */
export function plainReader(session: Session, room: string): (frame: string) => void {
  let named = false;
  return (frame) => {
    const text = frame.replace(newlines, ' ');
    if (named) {
      if (text.trim() !== '') session.receive({ type: 'send', room, cid: randomUUID(), text });
      return;
    }
    const name = guestName(text);
    if (name === undefined) return;
    named = true;
    session.receive({ type: 'guest', name });
  };
}
