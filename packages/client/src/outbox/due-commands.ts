import type { Command } from '@hubbub/protocol/commands';
import { FRAME_BYTES_PER_TEXT_BYTE } from '@hubbub/protocol/limits';
import { commandOf, type Entry } from './entry.ts';
import { FRAME, size } from '../frames.ts';
import type { Outbox } from './outbox.ts';
import type { Rooms } from '../rooms/rooms.ts';

/** What is to be said now of what waits. What can only be refused is not said. */
export function dueCommands(outbox: Outbox, rooms: Rooms, maxText: number): Command[] {
  const commands: Command[] = [];
  for (const entry of outbox.due((room) => rooms.isIn(room))) {
    const command = commandOf(entry);
    if (isOfAnother(entry, rooms)) outbox.failed(entry.cid, 'no_such_message');
    // A larger frame would cost the connection, again and again.
    else if (size(command) > Math.max(FRAME, maxText * FRAME_BYTES_PER_TEXT_BYTE))
      outbox.failed(entry.cid, 'text_too_long');
    else commands.push(command);
  }
  return commands;
}

/** About a message of a history that is gone, as after a backup was restored. */
function isOfAnother({ room, epoch }: Entry, rooms: Rooms): boolean {
  return epoch !== undefined && epoch !== rooms.all.get(room)?.timeline.epoch;
}
