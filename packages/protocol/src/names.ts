import { MAX_MARKS_PER_GRAPHEME, MAX_NAME_GRAPHEMES, MAX_ROOM_GRAPHEMES } from './limits.ts';
import type { NameReason } from './errors.ts';

export type Cleaned = { ok: true; name: string } | { ok: false; reason: NameReason };

/** Created on first use, because that takes 100 ms on a slow phone. */
let graphemes: Intl.Segmenter | undefined;

/** Printable ASCII: nothing is hidden, and each code unit is one grapheme. */
const printableAscii = /^[ -~]*$/;

/**
 * Emoji may contain joiners and variation selectors that are refused elsewhere. Phones also add a selector to emoji that
 * need none.
 */
const emoji = /\p{RGI_Emoji}\uFE0F?|\p{Extended_Pictographic}\uFE0F/gv;

/**
 * Characters that a reader cannot see and an impostor could use: controls, formats (zero-width, bidi, tags), private and
 * unassigned code points, lone surrogates, and letters without a visible glyph.
 */
const hidden =
  // oxlint-disable-next-line no-misleading-character-class -- single code points are meant
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\u2800\uFE00-\uFE0F]/u;
const marks = /\p{M}/gu;

/** Persian and the Indic scripts need these two joiners inside words. */
const joinerInWord = /(?<=[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}])/gu;

function clean(raw: string, maxGraphemes: number): Cleaned {
  const name = raw.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (name === '') return { ok: false, reason: 'empty' };
  if (printableAscii.test(name))
    return name.length > maxGraphemes ? { ok: false, reason: 'too_long' } : { ok: true, name };
  // Checked first, because splitting into graphemes costs more than everything else together.
  if (name.length > maxGraphemes * 32) return { ok: false, reason: 'too_long' };
  if (hidden.test(name.replace(emoji, '').replace(joinerInWord, ''))) return { ok: false, reason: 'hidden_characters' };
  let count = 0;
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  for (const { segment } of graphemes.segment(name)) {
    if ((segment.match(marks)?.length ?? 0) > MAX_MARKS_PER_GRAPHEME) return { ok: false, reason: 'too_many_marks' };
    if (++count > maxGraphemes) return { ok: false, reason: 'too_long' };
  }
  return { ok: true, name };
}

/** A person's name in its displayed form, or the reason why it is invalid. Any script and emoji are allowed. */
export function cleanName(raw: string): Cleaned {
  return clean(raw, MAX_NAME_GRAPHEMES);
}

/**
 * The canonical name of a room, or the reason why it is invalid. Rooms ignore case, because links are also read aloud.
 * A slash would change the path of a link, and so would `.` and `..`.
 */
export function cleanRoom(raw: string): Cleaned {
  const cleaned = clean(raw.toLowerCase(), MAX_ROOM_GRAPHEMES);
  if (cleaned.ok && (/[/\\]/.test(cleaned.name) || cleaned.name === '.' || cleaned.name === '..'))
    return { ok: false, reason: 'slash' };
  return cleaned;
}
