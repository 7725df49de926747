import type { Message } from '@hubbub/protocol/events';
import { MAX_EMOJI_PER_MESSAGE, MAX_REACTIONS_PER_MESSAGE } from '@hubbub/protocol/limits';

/** Whether this reaction would exceed a limit of the message. A repeated one never does. */
export function isFull({ reactions = [] }: Message, emoji: string, by: string): boolean {
  const same = reactions.find((each) => each.emoji === emoji);
  if (same?.people.some(({ id }) => id === by)) return false;
  if (!same && reactions.length >= MAX_EMOJI_PER_MESSAGE) return true;
  return reactions.reduce((sum, { people }) => sum + people.length, 0) >= MAX_REACTIONS_PER_MESSAGE;
}
