import { expect, test } from 'vitest';
import { mayBecomeCommand, readLine } from '../../src/slash/submit-line.ts';

test.each([
  ['/me waves', 'me', 'waves'],
  ['/me', 'me', ''],
  ['/me ', 'me', ''],
  ['/topic  two  words ', 'topic', 'two  words'],
  ['/me two\nlines', 'me', 'two\nlines'],
  ['/me\nwaves', 'me', 'waves'],
  ['/unheard of', 'unheard', 'of'],
  ['/constructor', 'constructor', ''],
])('%j is a command', (typed, name, rest) => expect(readLine(typed)).toEqual({ type: 'command', name, rest }));

test.each([
  '/usr/bin',
  '/',
  '/ me',
  ' /me',
  '/Me waves',
  '/m3',
  '/me/waves',
  '/me, hello',
  'say /me',
  '///me',
  '// note',
])('%j is text', (typed) => expect(readLine(typed)).toEqual({ type: 'text', text: typed }));

test.each([
  ['//me waves', '/me waves'],
  ['//foo', '/foo'],
  ['//foo\nbar', '/foo\nbar'],
  ['//usr/bin', '//usr/bin'],
])('%j is the text %j', (typed, text) => expect(readLine(typed)).toEqual({ type: 'text', text }));

test('a line that may become a command is recognized', () => {
  for (const typed of ['/', '/m', '/me', '/me waves']) expect(mayBecomeCommand(typed)).toBe(true);
  for (const typed of ['', 'hi', '//me', '/usr/', ' /me']) expect(mayBecomeCommand(typed)).toBe(false);
});
