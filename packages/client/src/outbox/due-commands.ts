import type { Command } from '@hubbub/protocol/commands';
import type { ErrorCode } from '@hubbub/protocol/errors';
import { FRAME_BYTES_PER_TEXT_BYTE } from '@hubbub/protocol/limits';
import { frameBytes, MAX_FRAME_BYTES } from '../frames.ts';
import type { Entry } from './entry.ts';

/** The command that an entry is sent as, or the error with which the server would refuse it. */
export function dueCommand(entry: Entry, epoch: string | null, maxTextBytes: number): Command | ErrorCode {
  // The entry is about a message of a history that is gone, as after a backup was restored.
  if (entry.epoch !== undefined && entry.epoch !== epoch) return 'no_such_message';
  const command = commandOf(entry);
  // A larger frame would close the connection, and every later one.
  const maxBytes = Math.max(MAX_FRAME_BYTES, maxTextBytes * FRAME_BYTES_PER_TEXT_BYTE);
  return frameBytes(command) > maxBytes ? 'text_too_long' : command;
}

function commandOf({ type, room, cid, text = '', target = 0, emoji = '', kind, reply }: Entry): Command {
  switch (type) {
    case 'send':
      return { type, room, cid, text, ...(kind && { kind }), ...(reply !== undefined && { reply }) };
    case 'edit':
      return { type, room, cid, target, text };
    case 'delete':
      return { type, room, cid, target };
    default:
      return { type, room, cid, target, emoji };
  }
}
