import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('without options the run is full', () => {
  const { scenarios, servers, quick, full } = readSettings([]);
  expect(scenarios.map(({ name }) => name)).toEqual([
    'fan-out',
    'highest-rate',
    'many-rooms',
    'idle',
    'storm',
    'fairness',
  ]);
  expect(servers).toHaveLength(5);
  expect({ quick, full }).toEqual({ quick: false, full: true });
});

test('a quick or partial run is not full', () => {
  expect(readSettings(['--quick'])).toMatchObject({ quick: true, full: false });
  const some = readSettings(['--only', 'storm,fan-out', '--servers', 'ws,json']);
  expect(some.full).toBe(false);
  expect(some.scenarios.map(({ name }) => name)).toEqual(['fan-out', 'storm']);
  expect(some.servers.map(({ name }) => name)).toEqual(['json', 'ws']);
});

test('scenarios may be named without an option', () => {
  expect(readSettings(['fairness', '--quick']).scenarios.map(({ name }) => name)).toEqual(['fairness']);
  const both = readSettings(['fairness', '--only', 'storm']);
  expect(both.full).toBe(false);
  expect(both.scenarios.map(({ name }) => name)).toEqual(['storm', 'fairness']);
});

test('--against runs only the comparison, of json unless told otherwise', () => {
  const root = `${import.meta.dirname}/..`;
  const { scenarios, servers, full } = readSettings(['--against', root]);
  expect(scenarios.map(({ name }) => name)).toEqual(['comparison']);
  expect(servers.map(({ name }) => name)).toEqual(['json']);
  expect(full).toBe(false);
  const both = readSettings(['--against', root, '--servers', 'plain,json']);
  expect(both.servers.map(({ name }) => name)).toEqual(['json', 'plain']);
});

test.each([
  [['--only', 'fanout'], /There is no scenario "fanout"\. There are fan-out, /],
  [['--servers', 'uws'], /There is no server "uws"\. There are json, /],
  [['--against', '/nowhere'], /\/nowhere is not a checkout of Hubbub/],
  [['--against', `${import.meta.dirname}/..`, '--servers', 'ws'], /There is no server "ws"\. There are json, plain/],
  [['--rounds', '3'], /--rounds needs --against DIR/],
  [['--fast'], /--fast/],
  [['extra'], /extra/],
])('%j is refused in one line', (argv, line) => {
  expect(() => readSettings(argv)).toThrow(line);
  expect(() => readSettings(argv)).toThrow(/^[^\n]*$/);
});
