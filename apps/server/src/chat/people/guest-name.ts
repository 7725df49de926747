import { MAX_NAME_INPUT_CHARACTERS } from '@hubbub/protocol/limits';
import { cleanName, endOfName, withoutUnseen } from '@hubbub/protocol/names';

const everyEndOfName = new RegExp(endOfName, 'gu');

/**
 * A valid name from what a plain client sent. It cannot be asked again, so what a name may not contain is left out, and a
 * long one is cut between graphemes. Undefined when nothing is left.
 */
export function guestName(raw: string): string | undefined {
  const whole = cleanName(raw);
  if (whole.ok) return whole.name;
  let name = '';
  for (const segment of graphemesOf(raw.slice(0, MAX_NAME_INPUT_CHARACTERS).normalize('NFC'))) {
    const part = isAllowed(segment) ? segment : withoutUnseen(segment);
    if (!isAllowed(part)) continue;
    if (isTooLong(name + part)) break;
    name += part;
  }
  const cleaned = cleanName(name.replace(everyEndOfName, ''));
  return cleaned.ok ? cleaned.name : undefined;
}

/** The name with the suffix, cut between graphemes until both fit. */
export function withSuffix(base: string, suffix: string): string {
  const kept = graphemesOf(base);
  while (isTooLong(kept.join('') + suffix)) kept.pop();
  return kept.join('') + suffix;
}

/** Whether a grapheme may stand in a name. A space and a colon may, in places. */
function isAllowed(grapheme: string): boolean {
  const cleaned = cleanName(grapheme);
  return cleaned.ok || cleaned.reason === 'empty' || cleaned.reason === 'colon';
}

function isTooLong(name: string): boolean {
  const cleaned = cleanName(name);
  return !cleaned.ok && cleaned.reason === 'too_long';
}

function graphemesOf(text: string): string[] {
  const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}
