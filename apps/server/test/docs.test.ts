import { readFileSync } from 'node:fs';
import { closeMeanings, closes, type CloseName } from '@hubbub/protocol/closes';
import { commands } from '@hubbub/protocol/commands';
import { errors } from '@hubbub/protocol/errors';
import { expect, test } from 'vitest';

const protocol = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');

/** The rows of the table with this header. */
function table(head: string): string[] {
  const lines = protocol.split('\n');
  const rows = lines.slice(lines.indexOf(head) + 2);
  return rows.slice(0, rows.indexOf(''));
}

test('docs/protocol.md prints the table of errors', () => {
  const rows = Object.entries(errors).map(([code, { status, message }]) => `| ${code} | ${status} | ${message} |`);
  expect(`${protocol}\n`).toContain(`| code | HTTP | sentence |\n|---|---|---|\n${rows.join('\n')}\n\n`);
});

test('docs/protocol.md prints the table of close codes', () => {
  const rows = Object.entries(closes).map(
    ([name, { code, retry }]) =>
      `| ${code} | ${name} | ${retry ? 'yes' : 'no'} | ${closeMeanings[name as CloseName]} |`,
  );
  expect(table('| code | name | reconnect? | meaning |')).toEqual(rows);
});

test('docs/protocol.md lists every command with its fields', () => {
  const documented: Record<string, Set<string>> = {};
  for (const row of table('| client sends | server answers |')) {
    const [, type = '', fields = ''] = /^\| `(\w+)(?: \{(.*?)\}*)?`/.exec(row) ?? [];
    const known = (documented[type] ??= new Set(['type']));
    for (const field of fields.replace(/\[.*\]/, '').match(/\w+/g) ?? []) known.add(field);
  }
  const fields = Object.entries(commands).map(([type, { properties }]) => [type, new Set(Object.keys(properties))]);
  expect(documented).toEqual(Object.fromEntries(fields));
});

test('docs/protocol.md shows valid JSON lines', () => {
  for (const [, lines = ''] of protocol.matchAll(/```json\n([\s\S]*?)```/g))
    for (const line of lines.trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
});
