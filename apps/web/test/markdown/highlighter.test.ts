import { expect, test } from 'vitest';
import { grammarsOf } from '../../src/markdown/grammars.ts';
import { type HighlightedCode, highlight } from '../../src/markdown/highlighter.ts';
import { languageOf } from '../../src/markdown/languages.ts';

const letters = (parts: readonly HighlightedCode[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : letters(part.inside))).join('');

test.each([
  ['ts', 'typescript', 'TypeScript'],
  ['C++', 'cpp', 'C++'],
  ['html', 'xml', 'HTML'],
  ['toml', 'ini', 'TOML'],
  ['sh', 'bash', 'Bash'],
])('%s is a language', (word, id, name) => {
  expect(languageOf(word)).toEqual({ id, name });
});

test('other words are none', () => {
  for (const word of ['', 'echo', 'constructor', '__proto__']) expect(languageOf(word)).toBeUndefined();
});

test.each([
  'bash c cpp csharp css dart diff dockerfile elixir go haskell ini java javascript json kotlin lua',
  'makefile markdown nginx perl php powershell python r ruby rust scala shell sql swift typescript xml yaml',
])('colours change no letter: %s', async (ids) => {
  const code = '<a href="x">1 + `two` // "three"\n\t# def f(x): return {y: 4}\n</a>  \n';
  for (const id of ids.split(' ')) {
    expect(languageOf(id)?.id).toBe(id);
    expect(Object.keys(await grammarsOf(id))).toContain(id);
    expect(letters(await highlight(id, code))).toBe(code);
  }
});

test('words of a language have the look of what they are', async () => {
  expect(await highlight('typescript', 'let a = 1;')).toEqual([
    { look: 'code-keyword', inside: ['let'] },
    ' a = ',
    { look: 'code-number', inside: ['1'] },
    ';',
  ]);
});

test('what stands inside of another language has its own colours, whichever came first', async () => {
  await highlight('javascript', 'a');
  const looks = JSON.stringify(await highlight('xml', '<style>a { color: red }</style>'));
  expect(looks).toContain('code-attribute');
});

test('what keeps the page busy on purpose does so for a second, and not for ever', async () => {
  const busy = (at: number): string => `${'if function a '.repeat(1_000)}${at}`;
  let began = 0;
  for (let at = 0; ; at++) {
    began = performance.now();
    const done = await highlight('cpp', busy(at)).catch(() => null);
    if (done === null) break;
    expect(at).toBeLessThan(50);
  }
  expect(performance.now() - began).toBeLessThan(50);
});
