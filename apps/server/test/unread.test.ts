import { setTimeout as delay } from 'node:timers/promises';
import type { UnreadRoom } from '@hubbub/protocol/lines';
import { expect, test } from 'vitest';
import { frame, RawSocket } from './support/raw-socket.ts';
import { type RunningServer, runServer } from './support/in-process-server.ts';
import { SlowStore } from './support/slow-store.ts';
import { type JsonClient, jsonClient, plainClient } from './support/socket-client.ts';

const send = (room: string, cid: string, text: string, more: object = {}) => ({
  type: 'send',
  room,
  cid,
  text,
  ...more,
});
const watch = (...rooms: [room: string, after: number][]) => ({
  type: 'watch',
  rooms: rooms.map(([room, after]) => ({ room, after })),
});

async function named(server: RunningServer, name: string, ...rooms: string[]): Promise<JsonClient> {
  const client = await jsonClient(server.ws);
  client.command({ type: 'name', name });
  await client.next('named');
  for (const room of rooms) await client.enter(room);
  return client;
}

/** The newest count that the client received for a room. */
function lastCount(client: JsonClient, room: string): Omit<UnreadRoom, 'room'> | undefined {
  const rooms = client.lines().flatMap((line) => (line.type === 'unread' ? line.rooms : []));
  const { messages, mentions, head } = rooms.findLast((each) => each.room === room) ?? {};
  return messages === undefined ? undefined : { messages, mentions: mentions!, head: head! };
}

const unreads = (client: JsonClient) => client.lines().filter(({ type }) => type === 'unread').length;

test('UNREAD-1: messages of others above a seq and their mentions are counted, without notices and deleted ones', async () => {
  await using server = await runServer();
  const ann = await named(server, 'ann', 'tea', 'garden');
  const ben = await named(server, 'ben', 'tea');
  ann.command(send('tea', '1', 'one'), send('tea', '2', 'for @ben'), send('tea', '3', 'gone, @ben'));
  ann.command(send('tea', '4', 'about tea', { kind: 'topic' }), send('tea', '5', 'waves', { kind: 'action' }));
  ann.command({ type: 'delete', room: 'tea', cid: '6', target: 3 }, send('garden', '7', 'one'));
  await ann.next('ack', ({ cid }) => cid === '6');
  ben.command(send('tea', '8', 'mine'), watch(['tea', 0], [' GARDEN ', 0], ['nowhere', 0], ['attic', 7]));
  expect(await ben.next('unread')).toEqual({
    type: 'unread',
    rooms: [
      { room: 'tea', head: 7, messages: 3, mentions: 1 },
      { room: 'garden', head: 1, messages: 1, mentions: 0 },
      { room: 'nowhere', head: 0, messages: 0, mentions: 0 },
      { room: 'attic', head: 0, messages: 0, mentions: 0 },
    ],
  });
  ben.command(watch(['tea', 2]));
  expect((await ben.next('unread')).rooms).toEqual([{ room: 'tea', head: 7, messages: 1, mentions: 0 }]);
  ben.command(watch());
  expect((await ben.next('unread')).rooms).toEqual([]);
});

test('UNREAD-1: counting stops at a hundred', async () => {
  await using server = await runServer();
  const ann = await named(server, 'ann', 'tea');
  ann.command(...Array.from({ length: 130 }, (_, i) => send('tea', `${i}`, '@zoe')));
  await ann.next('ack', ({ seq }) => seq === 130);
  const zoe = await named(server, 'zoe');
  zoe.command(watch(['tea', 0], ['tea', 20]));
  expect((await zoe.next('unread')).rooms).toEqual([{ room: 'tea', head: 130, messages: 100, mentions: 0 }]);
  ann.command(...Array.from({ length: 130 }, (_, i) => send('tea', `z${i}`, '@zoe')));
  await ann.next('ack', ({ seq }) => seq === 260);
  await expect.poll(() => lastCount(zoe, 'tea')?.mentions).toBe(100);
});

test('UNREAD-2: changes in rooms that the session is not in are sent, at most once a second', async () => {
  await using server = await runServer();
  const ann = await named(server, 'ann', 'tea', 'garden');
  const ben = await named(server, 'ben');
  ben.command(watch(['tea', 0], ['garden', 0], ['attic', 0]));
  await ben.next('unread');
  ann.command(send('tea', '1', 'one'), send('garden', '2', 'for @ben'));
  const news = await ben.next('unread');
  expect(news.rooms.map(({ room }) => room)).not.toContain('attic');
  await expect.poll(() => lastCount(ben, 'garden')).toEqual({ head: 1, messages: 1, mentions: 1 });
  const startedAt = performance.now();
  const before = unreads(ben);
  for (let i = 0; i < 20; i++) {
    ann.command(send('tea', `t${i}`, 'more'));
    await delay(60);
  }
  await expect.poll(() => lastCount(ben, 'tea')).toEqual({ head: 21, messages: 21, mentions: 0 });
  expect(unreads(ben) - before).toBeLessThanOrEqual(1 + (performance.now() - startedAt) / 1_000);
  ann.command({ type: 'edit', room: 'tea', cid: 'e', target: 1, text: 'one for @ben' });
  await expect.poll(() => lastCount(ben, 'tea')).toEqual({ head: 22, messages: 21, mentions: 1 });
  ann.command({ type: 'delete', room: 'tea', cid: 'd', target: 1 });
  await expect.poll(() => lastCount(ben, 'tea')).toEqual({ head: 23, messages: 20, mentions: 0 });
  ann.command({ type: 'delete', room: 'tea', cid: 'd2', target: 2 });
  await expect.poll(() => lastCount(ben, 'tea')).toEqual({ head: 24, messages: 19, mentions: 0 });
});

test("UNREAD-2: nothing is sent for joined rooms, reactions, notices or one's own posts elsewhere", async () => {
  await using server = await runServer();
  const ann = await named(server, 'ann', 'tea');
  const secret = 'the secret of ben, long enough';
  using ben = await jsonClient(server.ws);
  using tab = await jsonClient(server.ws);
  for (const client of [ben, tab]) {
    client.command({ type: 'name', name: 'ben', secret });
    await client.next('named');
  }
  await tab.enter('tea');
  await ben.enter('garden');
  await ann.enter('garden');
  ben.command(watch(['tea', 0], ['garden', 0]));
  await ben.next('unread');
  tab.command(send('tea', '1', 'mine'), send('tea', '2', 'a topic', { kind: 'topic' }));
  ann.command({ type: 'react', room: 'tea', cid: '3', target: 1, emoji: '👍' }, send('garden', '4', 'he is here'));
  await ben.next('posted');
  await delay(1_200);
  expect(unreads(ben)).toBe(1);
  ben.command({ type: 'leave', room: 'garden' });
  await expect.poll(() => lastCount(ben, 'garden')).toEqual({ head: 1, messages: 1, mentions: 0 });
  ben.command({ type: 'join', room: 'garden', after: 1 });
  await ben.next('resumed');
  ann.command(send('garden', '5', 'again'), send('tea', '6', 'here'));
  await expect.poll(() => lastCount(ben, 'tea')?.messages).toBe(1);
  expect(lastCount(ben, 'garden')?.messages).toBe(1);
});

test("UNREAD-2: a plain connection's messages count, and a watch replaces the last one", async () => {
  await using server = await runServer();
  using reader = await jsonClient(server.ws);
  using bot = await plainClient(server.ws, 'tea');
  reader.command(watch(['tea', 0]));
  await reader.next('unread');
  bot.send('bot', 'hello');
  expect((await reader.next('unread')).rooms).toEqual([{ room: 'tea', head: 1, messages: 1, mentions: 0 }]);
  reader.command(watch(['garden', 0]));
  expect((await reader.next('unread')).rooms).toMatchObject([{ room: 'garden' }]);
  bot.send('anybody?');
  await bot.line((line) => line === 'bot: anybody?');
  await delay(1_100);
  expect(lastCount(reader, 'tea')?.messages).toBe(1);
});

test('UNREAD-1: a session that gets a name or signs in is counted again', async () => {
  await using server = await runServer();
  const ann = await named(server, 'ann', 'tea');
  const ben = await named(server, 'ben', 'tea');
  ann.command(send('tea', '1', 'for @ben'));
  ben.command(send('tea', '2', 'thanks'));
  const { secret } = await secretOf(server, 'zoe');
  await ann.next('posted', ({ seq }) => seq === 2);
  ann.command(send('tea', '3', 'and @zoe'));
  await ann.next('ack', ({ seq }) => seq === 3);
  using late = await jsonClient(server.ws);
  late.command(watch(['tea', 0]));
  expect((await late.next('unread')).rooms).toEqual([{ room: 'tea', head: 3, messages: 3, mentions: 0 }]);
  late.command({ type: 'hello', secret });
  expect((await late.next('unread')).rooms).toEqual([{ room: 'tea', head: 3, messages: 3, mentions: 1 }]);
});

async function secretOf(server: RunningServer, name: string): Promise<{ secret: string }> {
  const client = await jsonClient(server.ws);
  client.command({ type: 'name', name });
  return client.next('named');
}

test('UNREAD-2: a busy room needs no store reads, however many sessions watch it', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const ann = await named(server, 'ann', 'tea');
  const crowd = await Promise.all(Array.from({ length: 50 }, (_, i) => named(server, `reader ${i}`)));
  for (const client of crowd) client.command(watch(['tea', 0], ['garden', 0]));
  await Promise.all(crowd.map((client) => client.next('unread')));
  // One read per room: everybody here has read everything, and then needs no count.
  expect(store.callCount('unread')).toBe(2);
  for (let i = 0; i < 1_000; i++) ann.command(send('tea', `${i}`, `${i}`));
  for (let i = 0; i < 300; i++) ann.command({ type: 'delete', room: 'tea', cid: `d${i}`, target: i + 1 });
  await ann.next('ack', ({ seq }) => seq === 1_300);
  for (const client of crowd) {
    await expect.poll(() => lastCount(client, 'tea')?.messages).toBe(100);
    expect(unreads(client)).toBeLessThanOrEqual(4);
  }
  // A deletion invalidates the saturated counters: they are recounted, at a limited rate.
  expect(store.callCount('unread')).toBeLessThan(2 + 4 * 50);
});

test('UNREAD-2: events during a count in the store are neither lost nor counted twice', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const ann = await named(server, 'ann', 'tea');
  const ben = await named(server, 'ben');
  ann.command(send('tea', '1', 'one'));
  await ann.next('ack');
  const release = store.holdResults('unread');
  ben.command(watch(['tea', 0]));
  await expect.poll(() => store.callCount('unread')).toBe(1);
  ann.command(send('tea', '2', 'for @ben'), send('tea', '3', 'three'));
  ann.command({ type: 'delete', room: 'tea', cid: '4', target: 1 });
  await ann.next('deleted');
  release();
  expect((await ben.next('unread')).rooms).toEqual([{ room: 'tea', head: 4, messages: 2, mentions: 1 }]);
});

test('UNREAD-2: a failed count is refused, and the former watch stays', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const ann = await named(server, 'ann', 'tea', 'garden');
  ann.command(send('garden', '1', 'one'));
  await ann.next('ack');
  const ben = await named(server, 'ben');
  ben.command(watch(['tea', 0]));
  await ben.next('unread');
  store.failOnce('unread');
  ben.command(watch(['garden', 0]));
  expect(await ben.next('error')).toMatchObject({ code: 'internal', command: 'watch' });
  expect(server.hub.stats().watchedRooms).toBe(1);
  ann.command(send('tea', '2', 'two'));
  expect((await ben.next('unread')).rooms).toEqual([{ room: 'tea', head: 1, messages: 1, mentions: 0 }]);
});

test('UNREAD-2, WS-8: a lagging session gets the counts once, after the drain', async () => {
  await using server = await runServer({ limits: { maxBufferedBytes: 64 * 1024 } });
  using slow = new RawSocket(server.port);
  await slow.upgrade({ 'Sec-WebSocket-Protocol': 'hubbub.v1' });
  const commands = [watch(['tea', 0]), { type: 'join', room: 'busy' }];
  slow.write(frame(commands.map((command) => JSON.stringify(command)).join('\n')));
  await slow.until((received) => received.includes('"type":"people"'));
  slow.socket.pause();
  const ann = await named(server, 'ann', 'busy', 'tea');
  for (let i = 0; server.hub.stats().lagging === 0; i++) {
    for (let n = 0; n < 50; n++) ann.command(send('busy', `${i} ${n}`, 'x'.repeat(8_000)));
    await ann.next('ack', ({ cid }) => cid === `${i} 49`);
  }
  for (let i = 0; i < 5; i++) {
    ann.command(send('tea', `${i}`, 'hello'));
    await delay(300);
  }
  slow.socket.resume();
  const received = String(await slow.until((bytes) => bytes.includes('"messages":5')));
  expect(received.match(/"type":"unread"/g)).toHaveLength(2);
});

test('UNREAD-2: closed sessions leave nothing in memory', async () => {
  await using server = await runServer();
  const clients = await Promise.all(['ann', 'ben'].map((name) => named(server, name)));
  for (const client of clients) client.command(watch(['tea', 0], ['garden', 0]));
  for (const client of clients) await client.next('unread');
  expect(server.hub.stats().watchedRooms).toBe(2);
  for (const client of clients) client.socket.close();
  await expect.poll(() => server.hub.stats().watchedRooms).toBe(0);
});
