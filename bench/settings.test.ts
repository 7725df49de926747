import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('without flags it is the full run', () => {
  const { scenarios, servers, quick, full } = readSettings([]);
  expect(scenarios.map(({ name }) => name)).toEqual(['fan-out', 'highest-rate', 'many-rooms', 'idle', 'storm']);
  expect(servers).toHaveLength(5);
  expect({ quick, full }).toEqual({ quick: false, full: true });
});

test('a part or a quick run is not the full run', () => {
  expect(readSettings(['--quick'])).toMatchObject({ quick: true, full: false });
  const some = readSettings(['--only', 'storm,fan-out', '--servers', 'ws,json']);
  expect(some.full).toBe(false);
  expect(some.scenarios.map(({ name }) => name)).toEqual(['fan-out', 'storm']);
  expect(some.servers.map(({ name }) => name)).toEqual(['json', 'ws']);
});

test.each([
  [['--only', 'fanout'], /There is no scenario "fanout"\. There are fan-out, /],
  [['--servers', 'uws'], /There is no server "uws"\. There are json, /],
  [['--fast'], /--fast/],
  [['extra'], /extra/],
])('%j is refused in one line', (argv, line) => {
  expect(() => readSettings(argv)).toThrow(line);
  expect(() => readSettings(argv)).toThrow(/^[^\n]*$/);
});
