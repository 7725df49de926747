import { MAX_MARKS_PER_GRAPHEME, MAX_NAME_GRAPHEMES, MAX_ROOM_GRAPHEMES } from './limits.ts';
import type { NameReason } from './errors.ts';

export type Cleaned = { ok: true; name: string } | { ok: false; reason: NameReason };

/** Made when it is needed: that takes a slow phone a tenth of a second. */
let graphemes: Intl.Segmenter | undefined;

/** Nothing in these is hidden, or more than one character to a reader. */
const simple = /^[ -~]*$/;

/**
 * Emoji may hold joiners and selectors that would be refused on their own. Phones also put a selector behind emoji
 * that need none.
 */
const emoji = /\p{RGI_Emoji}\uFE0F?|\p{Extended_Pictographic}\uFE0F/gv;

/**
 * What a reader cannot see and an impostor can use: controls, formats (zero-width, bidi, tags), private and
 * unassigned code points, lone surrogates, and the letters that are drawn as nothing.
 */
const hidden =
  // oxlint-disable-next-line no-misleading-character-class -- single code points are meant
  /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\u2800\uFE00-\uFE0F]/u;
const marks = /\p{M}/gu;

/** Persian and the Indic scripts write with these two joiners inside words. */
const joinerInWord = /(?<=[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}])/gu;

function clean(raw: string, most: number): Cleaned {
  const name = raw.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (name === '') return { ok: false, reason: 'empty' };
  if (simple.test(name)) return name.length > most ? { ok: false, reason: 'too_long' } : { ok: true, name };
  // Checked before it is cut into graphemes, which costs more than the rest together.
  if (name.length > most * 32) return { ok: false, reason: 'too_long' };
  if (hidden.test(name.replace(emoji, '').replace(joinerInWord, ''))) return { ok: false, reason: 'hidden_characters' };
  let count = 0;
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  for (const { segment } of graphemes.segment(name)) {
    if ((segment.match(marks)?.length ?? 0) > MAX_MARKS_PER_GRAPHEME) return { ok: false, reason: 'too_many_marks' };
    if (++count > most) return { ok: false, reason: 'too_long' };
  }
  return { ok: true, name };
}

/** A person's name as it will be shown, or why it cannot be one. Any script and emoji are welcome. */
export function cleanName(raw: string): Cleaned {
  return clean(raw, MAX_NAME_GRAPHEMES);
}

/**
 * A room's one spelling. Capital letters do not make another room, because links are also read aloud;
 * a slash would make another path, and `.` and `..` are steps in one.
 */
export function cleanRoom(raw: string): Cleaned {
  const cleaned = clean(raw.toLowerCase(), MAX_ROOM_GRAPHEMES);
  if (cleaned.ok && (/[/\\]/.test(cleaned.name) || cleaned.name === '.' || cleaned.name === '..'))
    return { ok: false, reason: 'slash' };
  return cleaned;
}
