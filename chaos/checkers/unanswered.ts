import { isTransient } from '@hubbub/client/errors';
import { type Evidence, told } from '../recording/evidence.ts';
import type { History } from '../recording/history.ts';

/** What was asked for by somebody who gets answers must have one, or be in the room. */
export function unanswered({ calls }: History, placed: Evidence['placed']): string[] {
  return calls.flatMap((call) => {
    if (call.cid === '' || call.ackedAt !== Infinity || placed.has(call)) return [];
    if (call.refused === undefined) return [`vanished: ${told(call)}`];
    // Who changes what it has just deleted is told so.
    if (call.refused === 'message_deleted') return [];
    return [`${isTransient(call.refused) ? 'given up' : 'refused'} (${call.refused}): ${told(call)}`];
  });
}
