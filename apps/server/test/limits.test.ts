import type { ServerLine } from '@hubbub/protocol/lines';
import { expect, test, vi } from 'vitest';
import type { Connection } from '../src/chat/ports.ts';
import { json, readJson } from '../src/transports/dialects/json.ts';
import { connectionCount, runServer } from './support/in-process-server.ts';
import { SlowStore } from './support/slow-store.ts';
import { jsonClient, plainClient, SocketClient } from './support/socket-client.ts';

const send = (room: string, cid: string, text = cid) => ({ type: 'send', room, cid, text });
const range = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const isRefused = (line: ServerLine) => line.type === 'error' && line.code === 'rate_limited';

test('B-7, RATE-1: a person who sends too much is told when to go on, and nobody else is', async () => {
  await using server = await runServer({ limits: { rateFactor: 1 } });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  using ben = await jsonClient(server.ws);
  await ben.enter('lobby', 'ben');
  ann.command(...range(80).map((n) => send('lobby', `${n}`)));
  const refusal = await ann.next('error');
  expect(refusal).toMatchObject({ code: 'rate_limited', command: 'send', room: 'lobby' });
  expect(refusal.retryAfter).toBeGreaterThanOrEqual(2);
  ben.command(send('lobby', 'ben'));
  await ben.next('ack');
  expect(ben.lines().filter(isRefused)).toEqual([]);
});

test('B-7, RATE-2: after a refused post the next ones are refused too, so that sending them again keeps their order', async () => {
  await using server = await runServer({ limits: { rateFactor: 1 } });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  const cids = range(45).map(String);
  ann.command(...cids.map((cid) => send('lobby', cid)));
  const refused: string[] = [];
  while (refused.at(-1) !== '45') refused.push((await ann.next('error', isRefused)).cid ?? '');
  expect(refused).toEqual(cids.slice(-refused.length));
  for (let tries = 0; tries < 100; tries++) {
    ann.command(send('lobby', refused[0]!));
    const line = JSON.parse(await ann.line((text) => /"type":"(ack|error)"/.test(text))) as ServerLine;
    if (line.type === 'ack') break;
    expect(tries).toBeLessThan(99);
  }
});

test('B-7, RATE-2: only posts are refused after a refused post', async () => {
  await using server = await runServer({ limits: { rateFactor: 1 } });
  using ann = await jsonClient(server.ws);
  const { epoch } = await ann.enter('lobby', 'ann');
  ann.command(...range(60).map((n) => send('lobby', `${n}`)));
  await ann.next('error', isRefused);
  ann.command({ type: 'join', room: 'lobby', after: 1, epoch, cid: '1' });
  expect(await ann.next('resumed')).toMatchObject({ room: 'lobby', after: 1 });
});

test('B-7, RATE-3: a plain client, which cannot be told, is read more slowly and loses nothing', async () => {
  await using server = await runServer({ limits: { rateFactor: 0.5 } });
  using bot = await plainClient(server.ws);
  bot.send('bot', ...range(14).map((n) => `line ${n}`));
  for (const n of range(14)) expect(await bot.line()).toBe(`bot: line ${n}`);
});

test('B-7: a connection cannot make rooms without end', async () => {
  await using server = await runServer({ limits: { rateFactor: 1 } });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  for (const n of range(20)) ann.command({ type: 'join', room: `r${n}` }, send(`r${n}`, `${n}`));
  expect(await ann.next('error')).toMatchObject({ code: 'rate_limited', command: 'send' });
  expect((await server.store.rooms(100)).length).toBeLessThan(12);
});

test('B-7, row 46: secrets cannot be guessed quickly', async () => {
  await using server = await runServer({ limits: { rateFactor: 1 } });
  using guesser = await jsonClient(server.ws);
  guesser.command(...range(100).map((n) => ({ type: 'hello', secret: `guess ${n} ${'x'.repeat(40)}` })));
  expect(await guesser.next('error')).toMatchObject({ code: 'rate_limited', command: 'hello' });
  expect(guesser.lines().filter(({ type }) => type === 'you').length).toBeLessThan(20);
});

test('B-7, row 15: an address has a limited number of connections, and closed ones make room', async () => {
  // Ten connections.
  await using server = await runServer({ limits: { rateFactor: 0.005 } });
  const clients = await Promise.all(range(10).map(() => plainClient(server.ws)));
  using eleventh = new SocketClient(server.ws);
  expect(await eleventh.closed).toMatchObject({ code: 4429 });
  clients[0]!.socket.close();
  await expect.poll(() => connectionCount(server.hub)).toBe(9);
  using next = await plainClient(server.ws);
  await next.opened;
  await expect.poll(() => connectionCount(server.hub)).toBe(10);
  for (const client of clients) client.socket.close();
});

test('B-7, row 63: connections in quick succession are told to come back, and the first ones are served', async () => {
  // Ten connections at once and 25 in quick succession.
  await using server = await runServer({ limits: { rateFactor: 0.005 } });
  const outcomes: unknown[] = [];
  for (let n = 0; n < 30; n++) {
    const client = await jsonClient(server.ws);
    const welcome = client.next('welcome').then(({ type }) => type);
    const outcome = await Promise.race([welcome.catch(() => undefined), client.closed.then(({ code }) => code)]);
    outcomes.push(outcome ?? (await client.closed).code);
    client.socket.close();
    await expect.poll(() => connectionCount(server.hub)).toBe(0);
  }
  expect(outcomes.slice(0, 20)).toEqual(Array(20).fill('welcome'));
  expect(outcomes.at(-1)).toBe(4529);
});

test('B-7: with --limits off nobody is refused', async () => {
  await using server = await runServer({ limits: { rateFactor: Infinity } });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(...range(500).map((n) => send('lobby', `${n}`)));
  await ann.next('ack', ({ cid }) => cid === '500');
  expect(ann.lines().filter(({ type }) => type === 'error')).toEqual([]);
});

/** A connection that keeps its lines, of which all connections share the order. */
function recorder(name: string, log: string[]): Connection {
  const record = (packet: Uint8Array): boolean => {
    for (const line of Buffer.from(packet).toString().split('\n'))
      if (line.includes('"type":"heartbeat"') || line.includes('"type":"ack"')) log.push(name);
    return true;
  };
  const nothing = () => undefined;
  return {
    bufferedBytes: 0,
    write: record,
    pauseReading: nothing,
    resumeReading: nothing,
    setStallTimeout: nothing,
    close: nothing,
  };
}

test('B-7, B-8, row 73: sessions take turns, one command each', async () => {
  await using server = await runServer();
  const log: string[] = [];
  const pings = Array(300).fill('{"type":"ping"}').join('\n');
  for (const name of ['flood', 'flood', 'honest']) {
    const session = server.hub.connect(recorder(name, log), json, name);
    session.receive(readJson(name === 'honest' ? '{"type":"ping"}' : pings));
  }
  await expect.poll(() => log.length).toBe(601);
  expect(log.indexOf('honest')).toBeLessThan(5);
});

test('B-7: while the store is busy, few drafts wait for it, and each session has its share', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  using honest = await jsonClient(server.ws);
  await honest.enter('lobby', 'honest');
  const flooders = await Promise.all(range(8).map(() => jsonClient(server.ws)));
  await Promise.all(flooders.map((each, n) => each.enter('lobby', `flooder ${n}`)));
  const release = store.hold('append');
  const flood = range(300).map((n) => send('lobby', `${n}`));
  for (const flooder of flooders) flooder.command(...flood);
  await expect.poll(() => store.callCount('append')).toBeGreaterThan(200);
  honest.command(send('lobby', 'honest'));
  await expect.poll(() => store.callCount('append')).toBeGreaterThanOrEqual(256);
  expect(store.callCount('append')).toBeLessThan(300);
  release();
  const { seq } = await honest.next('ack');
  expect(seq).toBeLessThan(600);
  for (const flooder of flooders) await flooder.next('ack', ({ cid }) => cid === '300');
});

test('B-8, JSON-4: a ping is answered with the heads that have changed since the last heartbeat', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  await ann.enter('tea');
  ann.command(send('tea', '1'));
  await ann.next('ack');
  ann.command({ type: 'ping' });
  expect((await ann.next('heartbeat')).heads).toEqual({ lobby: 0, tea: 1 });
  ann.command({ type: 'ping' });
  expect((await ann.next('heartbeat')).heads).toEqual({});
  ann.command(send('lobby', '2'));
  await ann.next('ack');
  ann.command({ type: 'ping' });
  expect((await ann.next('heartbeat')).heads).toEqual({ lobby: 1 });
});

test('B-9, UNREAD-1: of several watches only the newest is counted and answered once an earlier one is under way', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  using ann = await jsonClient(server.ws);
  await ann.enter('tea', 'ann');
  ann.command(send('tea', '1'));
  await ann.next('ack');
  using ben = await jsonClient(server.ws);
  const release = store.hold('unread');
  const watch = (...rooms: string[]) => ({ type: 'watch', rooms: rooms.map((room) => ({ room, after: 0 })) });
  ben.command(watch('tea'), ...range(50).map((n) => watch(`r${n}`)), watch('tea'), { type: 'ping' });
  await ben.next('heartbeat');
  release();
  expect((await ben.next('unread')).rooms).toEqual([{ room: 'tea', head: 1, messages: 1, mentions: 0 }]);
  expect(store.callCount('unread')).toBe(2);
});

test('B-9, row 74: once a connection is closed, its reads are dropped and its messages are not', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const session = server.hub.connect(recorder('ann', []), json, 'ann');
  const reactions = vi.spyOn(store, 'reactions');
  const myReactions = vi.spyOn(store, 'myReactions');
  const watch = { type: 'watch', rooms: range(100).map((n) => ({ room: `r${n}`, after: 0 })) };
  const reads = [
    { type: 'reactions', room: 'lobby', target: 1 },
    { type: 'my_reactions', room: 'lobby', targets: [1] },
  ];
  const commands = [
    { type: 'name', name: 'ann' },
    { type: 'join', room: 'lobby' },
    send('lobby', '1'),
    watch,
    ...reads,
    send('lobby', '2'),
  ];
  session.receive(readJson(commands.map((command) => JSON.stringify(command)).join('\n')));
  session.handleClose();
  await expect.poll(() => connectionCount(server.hub)).toBe(0);
  expect(await store.head('lobby')).toBe(2);
  expect(store.callCount('unread')).toBe(0);
  expect([reactions, myReactions].map(({ mock }) => mock.calls)).toEqual([[], []]);
});

test('B-9, row 74: a connection that closes while its rooms are counted stops counting', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const session = server.hub.connect(recorder('ann', []), json, 'ann');
  const release = store.hold('unread');
  const watch = { type: 'watch', rooms: range(200).map((n) => ({ room: `r${n}`, after: 0 })) };
  session.receive(readJson(JSON.stringify(watch)));
  await expect.poll(() => store.callCount('unread')).toBeGreaterThan(0);
  session.handleClose();
  const called = store.callCount('unread');
  release();
  await expect.poll(() => server.hub.stats().watchedRooms).toBe(0);
  expect(store.callCount('unread')).toBe(called);
});
