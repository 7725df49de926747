import type { Message } from '@hubbub/protocol/events';
import { fingerprint, metadataFingerprint } from './fingerprint.ts';
import type { Observations } from './observations.ts';

/** Records a message as it is shown: its posted event, as of its revision. */
export function recordShown(
  observations: Observations,
  { seq, at, by, cid, name, text, revision }: Message,
  now: number,
): void {
  observations.add('shown', now, {
    seq,
    head: metadataFingerprint({ type: 'posted', at, by, cid, name }),
    text: fingerprint(text),
    revision,
  });
}
