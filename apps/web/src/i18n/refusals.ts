import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';
import { closes } from '@hubbub/protocol/closes';
import { words } from './words.ts';

/** A refusal as a sentence in the reader's language; the reason is more precise than the code. */
export async function refusalSentence(code: ErrorCode | undefined, reason?: NameReason): Promise<string> {
  const fetched = await import('./panel-words.ts').catch(() => undefined);
  if (fetched === undefined) return words.noAnswer;
  const { panelWords } = fetched;
  if (reason) return panelWords[`${code === 'room_invalid' ? 'room' : 'name'}_${reason}`];
  // A newer server may send codes that this page does not know.
  return (code && panelWords[code]) ?? '';
}

/** Why the server closed the connection for good. */
export function closeSentence(code: number): string {
  if (code === closes.bad_room.code) return words.closedBadRoom;
  if (code === closes.too_big.code) return words.closedTooBig;
  if (code === closes.bad_input.code) return words.closedBadInput;
  if (code === closes.too_many_connections.code) return words.closedTooMany;
  return words.closedOther({ code });
}
