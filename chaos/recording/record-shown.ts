import type { Message } from '@hubbub/protocol/events';
import { fingerprint, headOf } from './fingerprint.ts';
import type { Tape } from './observations.ts';

/** Writes down messages as they are shown: a message is the event that posted it, as of its revision. */
export function noteShown(tape: Tape, { seq, at, by, cid, name, text, revision }: Message, now: number): void {
  tape.add('shown', now, {
    seq,
    head: headOf({ type: 'posted', at, by, cid, name }),
    text: fingerprint(text),
    revision,
  });
}
