import { expect, test } from 'vitest';
import { read } from '../../src/markdown/read.ts';

/** As long as the server takes by default. */
const LENGTH = 8 * 1024;
const filled = (bit: string): string => bit.repeat(Math.ceil(LENGTH / bit.length)).slice(0, LENGTH);

/** Each makes some way of reading Markdown go over the same letters again and again. */
const busy = [
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
  `a${' '.repeat(LENGTH - 2)}a`,
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

test('nothing that fits into a message keeps the page busy', () => {
  for (const text of busy) {
    let best = Infinity;
    // The first time the engine learns the way, and now and then somebody else has the processor.
    for (let time = 0; time < 4 && best > 30; time++) {
      const before = performance.now();
      read(text);
      best = Math.min(best, performance.now() - before);
    }
    expect(best, JSON.stringify(text.slice(0, 40))).toBeLessThan(100);
  }
});
