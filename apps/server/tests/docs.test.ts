import { readFileSync } from 'node:fs';
import { closes } from '@hubbub/protocol/closes';
import { commands } from '@hubbub/protocol/commands';
import { errors } from '@hubbub/protocol/errors';
import { expect, test } from 'vitest';

const protocol = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');

/** The cells of the table with this first column, without its head. */
function table(first: string): string[][] {
  const [, rows] = protocol.split(new RegExp(`^\\| ${first} \\|.*\\n\\|[-|]+\\n`, 'm'));
  const lines =
    rows
      ?.split(/^(?!\|)/m, 1)[0]
      ?.trim()
      .split('\n') ?? [];
  return lines.map((line) => line.slice(2, -2).split(' | '));
}

const codes = protocol.indexOf('## Errors');

test('docs/protocol.md prints the table of errors', () => {
  const [, rows] = protocol.slice(codes).split(/^\|[-|]+\n/m);
  const printed = rows!.trim().split('\n');
  expect(printed).toEqual(Object.entries(errors).map(([code, { status, say }]) => `| ${code} | ${status} | ${say} |`));
});

test('docs/protocol.md prints the table of close codes', () => {
  const [, rows] = protocol.slice(0, codes).split(/^\| code \|.*\n\|[-|]+\n/m);
  const printed = rows!
    .split(/^(?!\|)/m, 1)[0]!
    .trim()
    .split('\n');
  const table = Object.entries(closes).map(
    ([name, { code, retry, meaning }]) => `| ${code} | ${name} | ${retry ? 'yes' : 'no'} | ${meaning} |`,
  );
  expect(printed).toEqual(table);
});

test('docs/protocol.md says what answers each command, and its fields', () => {
  const said = new Map<string, Set<string>>();
  for (const [command = ''] of table('client says')) {
    const [, type = '', fields = ''] = /^`(\w+)(?: \{(.*)\})?`/.exec(command) ?? [];
    const known = said.get(type) ?? new Set();
    for (const field of fields.replace(/\[.*\]/, '').match(/\w+/g) ?? []) known.add(field);
    said.set(type, known);
  }
  const fields = Object.entries(commands).map(([type, { properties }]) => {
    const names = Object.keys(properties).filter((name) => name !== 'type');
    return [type, names.toSorted()];
  });
  expect([...said].map(([type, known]) => [type, [...known].toSorted()]).toSorted()).toEqual(fields.toSorted());
});

test('docs/protocol.md shows lines that are JSON', () => {
  for (const [, lines = ''] of protocol.matchAll(/```json\n([\s\S]*?)```/g))
    for (const line of lines.trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
});
