import type { Message } from '@hubbub/protocol/events';

/**
 * The server has lost the end of its log and may have written other events since. The newest `seq` up to which its
 * messages are certainly those that were known before; undefined if none of these messages was.
 */
export function lastShared(known: readonly Message[], messages: readonly Message[]): number | undefined {
  const cids = new Map(messages.map(({ seq, cid }) => [seq, cid]));
  return known.findLast(({ seq, cid }) => cids.get(seq) === cid)?.seq;
}
