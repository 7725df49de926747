import { expect, test } from 'vitest';
import type { Store } from '../src/chat/ports.ts';
import { openSqliteStore } from '../src/stores/sqlite/store.ts';
import { type RunningServer, runServer } from './support/in-process-server.ts';
import { noMetrics } from './support/no-metrics.ts';
import { posted } from './store-contract/drafts.ts';
import { SlowStore } from './support/slow-store.ts';
import { type JsonClient, jsonClient, plainClient } from './support/socket-client.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const secretOf = (name: string) => `${name}-`.padEnd(43, 'Zq3x7Kp9');
const range = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

/** One more window of the person, who writes in these rooms once, and is in the others too. */
async function openWindow(
  server: RunningServer,
  name: string,
  { writes = [], reads = [] }: { writes?: string[]; reads?: string[] },
): Promise<JsonClient> {
  const client = await jsonClient(server.ws);
  client.command({ type: 'hello', secret: secretOf(name) });
  if ((await client.next('you')).me === null) {
    client.command({ type: 'name', name, secret: secretOf(name) });
    await client.next('named');
  }
  for (const room of [...writes, ...reads]) await client.enter(room);
  for (const room of writes) {
    client.command({ type: 'send', room, cid: `in ${room}`, text: 'hello' });
    await client.next('ack');
  }
  return client;
}

async function notices(store: Store, rooms: string[]): Promise<string[]> {
  const logs = await Promise.all(rooms.map((room) => store.eventsAfter(room, 0, 1_000)));
  const events = logs.flat();
  return events.flatMap((event) => (event.type === 'posted' && event.kind === 'renamed' ? [event.room] : []));
}

test('B-6, NAME-6: a rename posts its notice only in those rooms of the person in which they have written', async () => {
  await using server = await runServer();
  const ann = await openWindow(server, 'ann', { writes: ['tea', 'left'], reads: ['garden'] });
  await openWindow(server, 'ann', { writes: ['attic'], reads: ['tea', 'cellar'] });
  ann.command({ type: 'leave', room: 'left' });
  await ann.next('left');
  ann.command({ type: 'rename', name: 'anna' });
  await ann.next('you');
  expect(await notices(server.store, ['tea', 'left', 'garden', 'attic', 'cellar'])).toEqual(['tea', 'attic']);
  expect(await server.store.head('garden')).toBe(0);
});

test('B-6, NAME-6, row 72: a rename writes to at most 100 rooms, those of the asking window first', async () => {
  await using server = await runServer();
  const roomsOf = range(3).map((window) => range(60).map((n) => `${window} ${n}`));
  const windows = await Promise.all(roomsOf.map((writes) => openWindow(server, 'ann', { writes })));
  windows[1]!.command({ type: 'rename', name: 'anna' });
  await windows[1]!.next('you');
  const found = await notices(server.store, roomsOf.flat());
  expect(found).toHaveLength(100);
  expect(found).toEqual(expect.arrayContaining(roomsOf[1]!));
});

test('B-6, RATE-1, row 72: a person has a budget for renames, which connecting again does not refill', async () => {
  // One rename at once.
  await using server = await runServer({ limits: { rateFactor: 0.1 } });
  const ann = await jsonClient(server.ws);
  ann.command({ type: 'name', name: 'ann', secret: secretOf('ann') }, { type: 'rename', name: 'anna' });
  await ann.next('you');
  ann.socket.close();
  await ann.closed;
  using again = await jsonClient(server.ws);
  again.command({ type: 'hello', secret: secretOf('ann') }, { type: 'rename', name: 'annette' });
  expect((await again.next('you')).me?.name).toBe('anna');
  const refusal = await again.next('error');
  expect(refusal).toMatchObject({ code: 'rate_limited', command: 'rename' });
  // The budget for everything else is back after half a minute.
  expect(refusal.retryAfter).toBeGreaterThan(300);
});

test('J-1, NAME-6: a rename and its notices are one write: when `you` arrives, all of them are in the store', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const ann = await openWindow(server, 'ann', { writes: ['tea', 'garden'] });
  const release = store.hold('append');
  ann.command({ type: 'rename', name: 'anna' });
  await ann.next('you');
  expect(await notices(server.store, ['tea', 'garden'])).toEqual(['tea', 'garden']);
  release();
});

test('J-1, LOG-1: readers get the notices in order with everything that is committed at the same time', async () => {
  const directory = temporaryDirectory();
  const sqlite = await openSqliteStore({
    directory,
    metrics: noMetrics,
    onFatal: (error) => expect.fail(error.message),
  });
  const postInEveryRoom = (cid: string): void => {
    for (const room of server.hub.rooms()) void room.post({ ...posted(room.name, `${room.name} ${cid}`), by: 'ben' });
  };
  // The store is busy with the first post, so that it commits the rename and the others together.
  const rename: Store['rename'] = (change) => {
    postInEveryRoom(`first before ${change.name}`);
    postInEveryRoom(`before ${change.name}`);
    const renamed = sqlite.rename(change);
    postInEveryRoom(`after ${change.name}`);
    return renamed;
  };
  await using server = await runServer({ store: { ...sqlite, rename } });
  const ann = await openWindow(server, 'ann', { writes: ['tea', 'garden'] });
  const reader = await openWindow(server, 'reader', { reads: ['tea', 'garden'] });
  for (const n of range(5)) ann.command({ type: 'rename', name: `ann ${n}` });
  await ann.next('you', ({ me }) => me?.name === 'ann 5');
  for (const room of ['tea', 'garden']) {
    const received = () => reader.lines().filter((line) => line.type === 'posted' && line.room === room);
    await expect.poll(() => received().at(-1)).toMatchObject({ seq: 21, cid: `${room} after ann 5` });
    expect(received()).toEqual(await sqlite.eventsAfter(room, 1, 100));
    expect(await notices(sqlite, [room])).toHaveLength(5);
  }
});

test('B-13, NAME-4, NAME-6: a name that a rename has freed can be taken back, and by nobody else', async () => {
  await using server = await runServer();
  const ann = await openWindow(server, 'ann', {});
  const ben = await openWindow(server, 'ben', {});
  ann.command({ type: 'rename', name: 'anna' });
  await ann.next('you');
  ben.command({ type: 'rename', name: 'Ann' }, { type: 'rename', name: 'аnn' });
  expect((await ben.next('error')).code).toBe('name_taken');
  expect((await ben.next('error')).code).toBe('name_lookalike');
  using other = await jsonClient(server.ws);
  other.command({ type: 'name', name: 'ann' });
  expect(await other.next('error')).toMatchObject({ code: 'name_taken', field: 'name' });
  ann.command({ type: 'rename', name: 'ann' });
  expect((await ann.next('you')).me?.name).toBe('ann');
});

test('B-13, PLAIN-7: a plain connection gets a suffix beside a name that a rename has freed', async () => {
  await using server = await runServer();
  const ann = await openWindow(server, 'ann', {});
  ann.command({ type: 'rename', name: 'bea' });
  await ann.next('you');
  using guest = await plainClient(server.ws);
  guest.send('Ann', 'hi');
  expect(await guest.line()).toBe('Ann·2: hi');
});
