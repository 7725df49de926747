import {
  MAX_MARKS_PER_GRAPHEME,
  MAX_NAME_BYTES,
  MAX_NAME_CODE_POINTS,
  MAX_NAME_GRAPHEMES,
  MAX_NAME_INPUT_CHARACTERS,
  MAX_ROOM_GRAPHEMES,
} from './limits.ts';
import type { NameReason } from './errors.ts';

export type Cleaned = { ok: true; name: string } | { ok: false; reason: NameReason };

/** Created on first use, because that takes 100 ms on a slow phone. */
let graphemes: Intl.Segmenter | undefined;

/** Printable ASCII: nothing is hidden, and each code unit is one grapheme. */
const printableAscii = /^[ -~]*$/;

/** Emoji may contain joiners and selectors that are refused elsewhere. Phones also add a selector to emoji that need none. */
const emoji = /\p{RGI_Emoji}\uFE0F?/gv;

/**
 * Characters that are drawn as nothing. Unicode has a property for most; fonts have an empty glyph for the others: the
 * Braille blank, the object replacement, the null notehead, two Egyptian blanks and the Khitan filler. The two viramas
 * of Gondi join letters.
 */
const unseen = String.raw`\p{Default_Ignorable_Code_Point}\u2800\uFFFC\u{1D159}\u{13441}\u{13442}\u{16FE4}\u{11D45}\u{11D97}`;

/** Removes from a name what a reader cannot see in it. */
export function withoutUnseen(name: string): string {
  return name.replace(everyUnseen, '');
}
const everyUnseen = new RegExp(`[${unseen}]`, 'gu');

/** What an impostor could add to a name: unseen characters, controls, formats, private and unassigned code points. */
const hidden = new RegExp(`[${unseen}\\p{C}]`, 'u');

/** Persian and the Indic scripts need these joiners inside words. */
// oxlint-disable-next-line no-misleading-character-class -- single code points are meant
const joinerInWord = /(?<=[\p{L}\p{M}])[\u200C\u200D\u{11D45}\u{11D97}](?=[\p{L}\p{M}])/gu;
const marks = /\p{M}/gu;

/** Colons, or signs that look like one, where they end the name in a line `name: text`. */
export const endOfName = /[:\u02F8\u0589\u205A\u2236\uA789\uFE13\uFE30\uFE55\uFF1A]+(?= |$)/;

function refused(reason: NameReason): Cleaned {
  return { ok: false, reason };
}

function clean(raw: string, maxGraphemes: number, spelling: (name: string) => string): Cleaned {
  // Before anything else, because the time that normalising takes is not proportional to the length.
  if (raw.length > MAX_NAME_INPUT_CHARACTERS) return refused('too_long');
  const name = spelling(
    raw
      .normalize('NFC')
      .replace(/\p{White_Space}+/gu, ' ')
      .replace(/^ | $/g, ''),
  );
  if (name === '') return refused('empty');
  if (printableAscii.test(name)) return name.length > maxGraphemes ? refused('too_long') : { ok: true, name };
  if (Array.from(name).length > MAX_NAME_CODE_POINTS || new TextEncoder().encode(name).length > MAX_NAME_BYTES)
    return refused('too_long');
  if (hidden.test(name.replace(emoji, ' ').replace(joinerInWord, ''))) return refused('hidden_characters');
  let count = 0;
  graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' });
  for (const { segment } of graphemes.segment(name)) {
    if ((segment.match(marks)?.length ?? 0) > MAX_MARKS_PER_GRAPHEME) return refused('too_many_marks');
    if (++count > maxGraphemes) return refused('too_long');
  }
  return { ok: true, name };
}

/** A person's name in its displayed form, or the reason why it is invalid. Any script and emoji are allowed. */
export function cleanName(raw: string): Cleaned {
  const cleaned = clean(raw, MAX_NAME_GRAPHEMES, (name) => name);
  return cleaned.ok && endOfName.test(cleaned.name) ? refused('colon') : cleaned;
}

/**
 * The canonical name of a room, or the reason why it is invalid. Rooms ignore case, because links are also read aloud.
 * A slash would change the path of a link, and so would `.` and `..`.
 */
export function cleanRoom(raw: string): Cleaned {
  const cleaned = clean(raw, MAX_ROOM_GRAPHEMES, (name) => name.toLowerCase().normalize('NFC'));
  const changesPath = cleaned.ok && (/[/\\]/.test(cleaned.name) || cleaned.name === '.' || cleaned.name === '..');
  return changesPath ? refused('slash') : cleaned;
}
