import { expect, test } from 'vitest';
import { Metrics } from '../src/metrics.ts';
import { openSqliteStore } from '../src/stores/sqlite/store.ts';
import { RawSocket } from './support/raw-socket.ts';
import { emptyFolder } from './support/server-process.ts';
import { runServer } from './support/in-process-server.ts';
import { jsonClient, plainClient } from './support/socket-client.ts';

/** The values by name and labels. */
async function metrics(http: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${http}metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

function reads(found: Map<string, number>): [string, number][] {
  return [...found].filter(([name]) => name.startsWith('hubbub_store_reads_total'));
}

test('HTTP-7: /metrics counts connections, rooms, events, deliveries, commits and reads, and contains no names', async () => {
  const counted = new Metrics();
  const fails = (error: Error) => expect.fail(error.message);
  const store = await openSqliteStore({ directory: emptyFolder(), metrics: counted, onFatal: fails });
  await using server = await runServer({ store, metrics: counted, basePath: '/chat/' });
  using ann = await jsonClient(server.ws);
  using ben = await plainClient(server.ws, 'Hinterzimmer');
  await ann.enter('Hinterzimmer', 'Annegret');
  ann.command(...['1', '2', '3'].map((cid) => ({ type: 'send', room: 'Hinterzimmer', cid, text: 'a secret' })));
  await ann.next('posted', ({ seq }) => seq === 3);
  await ben.line((line) => line.startsWith('Annegret: '));
  const before = reads(await metrics(server.http));
  ann.command({ type: 'delete', room: 'Hinterzimmer', cid: '4', target: 1 });
  await ann.next('deleted');
  ann.command(
    { type: 'react', room: 'Hinterzimmer', cid: '5', target: 2, emoji: '👍' },
    { type: 'unreact', room: 'Hinterzimmer', cid: '6', target: 2, emoji: '👍' },
  );
  await ann.next('unreacted');
  const found = await metrics(server.http);
  expect(Object.fromEntries(found)).toMatchObject({
    'hubbub_connections{dialect="json"}': 1,
    'hubbub_connections{dialect="plain"}': 1,
    hubbub_rooms: 1,
    'hubbub_events_total{type="posted"}': 3,
    'hubbub_events_total{type="deleted"}': 1,
    'hubbub_events_total{type="reacted"}': 1,
    'hubbub_events_total{type="unreacted"}': 1,
    hubbub_lagging_members: 0,
    hubbub_queued_bytes: 0,
    'hubbub_store_reads_total{kind="newest"}': 1,
    'hubbub_store_reads_total{kind="page"}': 1,
  });
  expect(reads(found), 'a deletion needs no read of its own').toEqual(before);
  // Three posts to two subscriptions; the plain dialect cannot express the other three events.
  await expect.poll(async () => (await metrics(server.http)).get('hubbub_deliveries_total')).toBe(9);
  expect(found.get('hubbub_commit_seconds_count')).toBeGreaterThan(0);
  expect(found.get('hubbub_commit_batch_changes_sum')).toBe(7);
  expect(found.get('hubbub_flush_window_seconds_count')).toBeGreaterThan(0);
  expect(found.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
  expect([...found.keys()].join('\n')).not.toMatch(/Annegret|hinterzimmer|secret/i);
  ann[Symbol.dispose]();
  await expect.poll(async () => (await metrics(server.http)).get('hubbub_connections{dialect="json"}')).toBe(undefined);
  expect((await fetch(`http://127.0.0.1:${server.port}/metrics`)).headers.get('content-type')).toContain('text/plain');
});

test('HTTP-7: a connection that reads nothing counts as lagging, with its buffered bytes', async () => {
  await using server = await runServer({ limits: { maxBufferedBytes: 64 * 1024 } });
  using stalled = new RawSocket(server.port);
  await stalled.upgrade();
  stalled.socket.pause();
  using ann = await plainClient(server.ws);
  ann.send('ann');
  for (let i = 0; (await metrics(server.http)).get('hubbub_lagging_members') === 0; i++) {
    for (let n = 0; n < 50; n++) ann.send(`${i} ${'x'.repeat(8_000)}`);
    await ann.line((line) => line.startsWith(`ann: ${i} `));
  }
  const found = await metrics(server.http);
  expect(found.get('hubbub_lagging_members')).toBe(1);
  expect(found.get('hubbub_queued_bytes')).toBeGreaterThan(64 * 1024);
});
