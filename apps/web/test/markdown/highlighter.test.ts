import { expect, test } from 'vitest';
import { grammarsOf } from '../../src/markdown/grammars.ts';
import { type HighlightedCode, highlight } from '../../src/markdown/highlighter.ts';
import { languageOf } from '../../src/markdown/languages.ts';
import { cpuTimer } from '../support/cpu-time.ts';

const textOf = (parts: readonly HighlightedCode[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : textOf(part.inside))).join('');

test.each([
  ['ts', 'typescript', 'TypeScript'],
  ['C++', 'cpp', 'C++'],
  ['html', 'xml', 'HTML'],
  ['toml', 'ini', 'TOML'],
  ['sh', 'bash', 'Bash'],
])('%s names a language', (word, id, name) => {
  expect(languageOf(word)).toEqual({ id, name });
});

test('other words name no language', () => {
  for (const word of ['', 'echo', 'constructor', '__proto__']) expect(languageOf(word)).toBeUndefined();
});

test.each([
  'bash c cpp csharp css dart diff dockerfile elixir go haskell ini java javascript json kotlin lua',
  'makefile markdown nginx perl php powershell python r ruby rust scala shell sql swift typescript xml yaml',
])('highlighting changes no character: %s', async (ids) => {
  const code = '<a href="x">1 + `two` // "three"\n\t# def f(x): return {y: 4}\n</a>  \n';
  for (const id of ids.split(' ')) {
    expect(languageOf(id)?.id).toBe(id);
    expect(Object.keys(await grammarsOf(id))).toContain(id);
    expect(textOf(await highlight(id, code))).toBe(code);
  }
});

test('keywords and numbers have classes of their own', async () => {
  expect(await highlight('typescript', 'let a = 1;')).toEqual([
    { look: 'code-keyword', inside: ['let'] },
    ' a = ',
    { look: 'code-number', inside: ['1'] },
    ';',
  ]);
});

test('an embedded language is highlighted, even if its grammar was loaded first', async () => {
  await highlight('javascript', 'a');
  const looks = JSON.stringify(await highlight('xml', '<style>a { color: red }</style>'));
  expect(looks).toContain('code-attribute');
});

test('code that is slow to highlight is given up after the time budget is used', async () => {
  const slowCode = (at: number): string => `${'if function a '.repeat(1_000)}${at}`;
  let elapsedMs = cpuTimer();
  for (let at = 0; ; at++) {
    elapsedMs = cpuTimer();
    const highlighted = await highlight('cpp', slowCode(at)).catch(() => null);
    if (highlighted === null) break;
    expect(at).toBeLessThan(50);
  }
  expect(elapsedMs()).toBeLessThan(50);
});
