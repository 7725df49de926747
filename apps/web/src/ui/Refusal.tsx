import { useEffect, useState } from 'preact/hooks';
import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';
import { refusalSentence } from '../i18n/refusals.ts';

/** Why something was refused, as a sentence. */
export function Refusal({ code, reason }: { code?: ErrorCode | undefined; reason?: NameReason | undefined }) {
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    // Without the sentence there is still what it stands beside.
    refusalSentence(code, reason).then(setSentence, reportError);
  }, [code, reason]);
  return <>{sentence}</>;
}
