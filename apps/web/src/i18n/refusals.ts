import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';
import { closes } from '@hubbub/protocol/closes';
import { words } from './words.ts';

/**
 * A refusal as a sentence in the reader's language; the reason is more precise than the code. The sentences are fetched
 * with the first refusal, because most visits have none.
 */
export async function refusalSentence(code: ErrorCode | undefined, reason?: NameReason): Promise<string> {
  const fetched = await import('./refusal-words.ts').catch(() => undefined);
  if (fetched === undefined) return words.noAnswer;
  const { errors, nameReasons, roomReasons } = fetched.refusalWords();
  if (reason) return code === 'room_invalid' ? roomReasons[reason] : nameReasons[reason];
  // A newer server may send codes that this page does not know.
  return (code && errors[code]) ?? '';
}

/** Why the server closed the connection for good. */
export function closeSentence(code: number): string {
  const { badRoom, tooBig, badInput, other } = words.closed;
  if (code === closes.bad_room.code) return badRoom;
  if (code === closes.too_big.code) return tooBig;
  if (code === closes.bad_input.code) return badInput;
  return other({ code });
}
