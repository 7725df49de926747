import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { MAX_NAME_BYTES, MAX_NAME_CODE_POINTS } from '@hubbub/protocol/limits';
import { cleanName, cleanRoom, type Cleaned } from '@hubbub/protocol/names';

const either = [
  ['a name', cleanName],
  ['a room', cleanRoom],
] as const;

/** Marks in the order that takes longest to normalise. */
const descendingMarks = '\u0345'.repeat(2_730) + '\u0301'.repeat(2_730) + '\u0323'.repeat(2_730);

/** All code points that a reader cannot see, apart from controls and spaces. */
const unseen = [
  '\u2800',
  '\uFFFC',
  '\u{1D159}',
  '\u{16FE4}',
  '\u{13441}',
  '\u{13442}',
  '\u3164',
  '\u115F',
  '\u{E0100}',
];
for (let code = 0; code <= 0x10ffff; code++) {
  const character = String.fromCodePoint(code);
  if (/\p{Default_Ignorable_Code_Point}/u.test(character)) unseen.push(character);
}

/** Letters, marks, emoji, joiners, blanks, spaces and anything else, so that many texts are valid names. */
const arbitraryText = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...Array.from('aZİΣς9: .·é字あ한กक्षا👍🏽')) },
      {
        weight: 2,
        arbitrary: fc.constantFrom('👩‍🚀', '❤️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'می‌خواهم', 'e\u0301', '\u1100', 'ﷺ', '\u200D', '\uFE0F'),
      },
      { weight: 1, arbitrary: fc.constantFrom(...unseen) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }) },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

function reason(cleaned: Cleaned): string {
  return cleaned.ok ? `accepted as ${cleaned.name}` : cleaned.reason;
}

describe.each(either)('%s', (_, clean) => {
  it.each([
    ['one grapheme of 1,024 letters', '\u1100'.repeat(1_024)],
    ['65 code points', '👩‍🚀'.repeat(16) + 'abcdefghijklmnopq'],
    ['129 bytes', '字'.repeat(43)],
    ['64 code points and 130 bytes', 'каюк'.repeat(8) + '字'.repeat(22)],
    ['more spaces than anybody types', ' '.repeat(1_000)],
  ])('B-2, NAME-2, ROOM-2: is too long with %s', (__, raw) => {
    expect(reason(clean(raw))).toBe('too_long');
  });

  it('B-2, NAME-2, ROOM-2: may be as long when it is decomposed', () => {
    for (const name of ['\u1FA7'.repeat(32), '각'.repeat(32), 'ệ'.repeat(32)])
      expect(clean(name.normalize('NFD'))).toEqual({ ok: true, name });
  });

  it('B-5: is refused by its length before it is normalised', () => {
    const times = Array.from({ length: 10 }, () => {
      const start = performance.now();
      expect(reason(clean(descendingMarks))).toBe('too_long');
      return performance.now() - start;
    });
    // To normalise it takes at least 60 ms.
    expect(Math.min(...times)).toBeLessThan(5);
  });

  it('B-3: contains nothing that is drawn as nothing', () => {
    const accepted = unseen.filter((character) => clean(`alice${character}`).ok || clean(`ali${character}2`).ok);
    expect(accepted).toEqual([]);
  });

  it.each(['👩‍🚀', '❤️', '👁️‍🗨️', '👍️', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'می‌خواهم', 'ශ්‍රී', 'क्‍ष'])('B-3: may be %s', (name) => {
    expect(clean(name)).toEqual({ ok: true, name });
  });

  it.each([
    ['beside an emoji', '👍\u200Da'],
    ['at the end of a word', 'a\u200D'],
    ['after a digit', '1\uFE0F'],
    ['with an unassigned code point', '\u{1FAFD}\uFE0F'],
  ])('B-3: has no joiner or selector %s', (__, raw) => {
    expect(reason(clean(raw))).toBe('hidden_characters');
  });

  it('is bounded, and stays as it is when it is cleaned again', () => {
    let valid = 0;
    fc.assert(
      fc.property(arbitraryText, (raw) => {
        const cleaned = clean(raw);
        if (!cleaned.ok) return;
        valid++;
        const { name } = cleaned;
        expect(clean(name)).toEqual({ ok: true, name });
        expect(Array.from(name).length).toBeLessThanOrEqual(MAX_NAME_CODE_POINTS);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(MAX_NAME_BYTES);
        const rest = name
          .replace(/\p{RGI_Emoji}\uFE0F?/gv, ' ')
          .replace(/(?<=[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}])/gu, '');
        expect(rest).not.toMatch(/[\p{Default_Ignorable_Code_Point}\p{C}\u2800\u2028\u2029]/u);
      }),
      { numRuns: 3_000 },
    );
    expect(valid).toBeGreaterThan(100);
  });
});

test.each(['bob: I quit', 'bob:', 'bob: ', 'bob:\u2028hi', 'bob： hi', 'bob꞉', 'bob∶ x'])(
  'B-11, NAME-2: %j could forge a plain line',
  (raw) => {
    expect(reason(cleanName(raw))).toBe('colon');
  },
);

test.each(['re:zero', ':)', '9:30', 'a::b'])('B-11, NAME-2: %j cannot forge a plain line', (name) => {
  expect(cleanName(name)).toEqual({ ok: true, name });
});

test('ROOM-2: a colon ends the name of a room', () => {
  expect(cleanRoom('Topic: Tea:')).toEqual({ ok: true, name: 'topic: tea:' });
});
