import { expect, test } from 'vitest';
import { read } from '../../src/markdown/read.ts';
import { cpuMs } from '../support/cpu-time.ts';

/** The default maximum of the server. */
const MAX_TEXT_BYTES = 8 * 1024;
const filled = (part: string): string => part.repeat(Math.ceil(MAX_TEXT_BYTES / part.length)).slice(0, MAX_TEXT_BYTES);

/** Each makes a naive Markdown parser scan the same characters repeatedly. */
const pathological = [
  ...['[', '![', '[a](', '[a](b', '[a][', '[](', '\\[', '[[a]', '](', '((((', '[a]: ', '[a]:b "', '[`', '[<a '].map(
    filled,
  ),
  ...[
    '>',
    '> ',
    '>\n',
    '> a\n',
    '- ',
    '* ',
    '* * *',
    '- - a\n',
    '1. ',
    '-\n',
    '- a\n\n',
    '- > ',
    '>- \n',
    '* a\n+ b\n',
  ].map(filled),
  ...[
    '_a',
    '_a_ ',
    '_a_a_a ',
    '*a ',
    '**a ',
    '***a',
    'a**b',
    'a*_b ',
    'a*_b c ',
    '**a *a ',
    '~~a ',
    '~~a~',
    '*_',
    '**中，**',
  ].map(filled),
  ...['`', '`a', '`` ` ', '```\n', '```a\nb```\n', '~~~\n', '|', '|a', 'a|b\n', 'a|b\n-|-\n', '-|\n', '\\', '\\`'].map(
    filled,
  ),
  ...['<', '<a ', '<a b="', '<!--', '<?', '<![CDATA[', '<!A ', '<div>\n', '</a', '#', '# a #\n', '=\n', 'a\n---\n'].map(
    filled,
  ),
  ...[
    'http://',
    'http://a(',
    'www.',
    'a@',
    'a.',
    'a@b.',
    '&#1',
    ' \n',
    '\n',
    '\t',
    'a  \n',
    '[*_`~<!',
    '**[a](b)*_`',
  ].map(filled),
  `a${' '.repeat(MAX_TEXT_BYTES - 2)}a`,
  filled(`a${' '.repeat(290)}`),
  `[a](${'('.repeat(4_000)}${')'.repeat(4_000)}`,
  `${'-|\n'.repeat(1_400)}1|2|3`,
  `a|b\n-|-\n${filled('1|2|3\n')}`,
  `${filled('a|').slice(0, 4_000)}\n${filled('-|').slice(0, 4_000)}`,
  `${'- '.repeat(50)}a\n${'abc\n'.repeat(1_400)}`,
  `${'> '.repeat(50)}a\n${'abc\n'.repeat(1_400)}`,
  filled(Array.from({ length: 900 }, (_, at) => `${'  '.repeat(at % 9)}- a\n`).join('')),
  Array.from({ length: 126 }, (_, at) => '`'.repeat(at)).join('a'),
  `${Array.from({ length: 200 }, (_, at) => `[a${at}]: http://a\n`).join('')}${filled('[a1]').slice(0, 4_000)}`,
];

test('no message of the maximum size takes longer than 100 ms to parse', () => {
  for (const text of pathological) {
    let bestMs = Infinity;
    // The best of several runs: the first is before the optimizing compiler, and others may be interrupted.
    for (let run = 0; run < 4 && bestMs > 30; run++) {
      bestMs = Math.min(
        bestMs,
        cpuMs(() => read(text)),
      );
    }
    expect(bestMs, JSON.stringify(text.slice(0, 40))).toBeLessThan(100);
  }
});
