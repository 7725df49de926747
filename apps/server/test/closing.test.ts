import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { noMetrics } from './support/no-metrics.ts';
import { openSqliteStore } from '../src/stores/sqlite/store.ts';
import { frame, handshake, RawSocket } from './support/raw-socket.ts';
import { emptyFolder } from './support/server-process.ts';
import { connectionCount, runServer } from './support/in-process-server.ts';
import { SlowStore } from './support/slow-store.ts';
import { jsonClient, plainClient } from './support/socket-client.ts';

const send = (cid: string, room = 'lobby') => ({ type: 'send', room, cid, text: cid });

async function onDisk() {
  return openSqliteStore({
    directory: emptyFolder(),
    metrics: noMetrics,
    onFatal: (error) => expect.fail(error.message),
  });
}

test('PLAIN-6: a message sent just before the connection closes is stored', async () => {
  await using server = await runServer({ store: await onDisk() });
  for (let i = 0; i < 20; i++) {
    using socket = new RawSocket(server.port);
    await socket.upgrade();
    // The name, the message and the close frame in one write, as a script might send them.
    socket.write(Buffer.concat([frame('bot'), frame(`hello ${i}`), frame(Buffer.from([0x03, 0xe8]), { opcode: 8 })]));
    await socket.ended;
  }
  await expect.poll(() => server.store.head('lobby')).toBe(20);
});

test('JSON-3: a thousand sends right before a close are all stored, in order', async () => {
  await using server = await runServer({ store: await onDisk() });
  const ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(...Array.from({ length: 1_000 }, (_, i) => send(`${i}`)));
  ann.socket.close();
  await ann.closed;
  await expect.poll(() => server.store.head('lobby')).toBe(1_000);
  const events = await server.store.eventsAfter('lobby', 0, 1_000);
  expect(events.map(({ cid }) => cid)).toEqual(Array.from({ length: 1_000 }, (_, i) => `${i}`));
  await expect.poll(() => connectionCount(server.hub)).toBe(0);
});

test('LOG-4: an edit whose sender leaves before the commit reaches everybody who joined meanwhile', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(send('1'));
  await ann.next('ack');
  const release = store.hold('append');
  ann.command({ type: 'edit', room: 'lobby', cid: '2', target: 1, text: 'edited' });
  ann.socket.close();
  await ann.closed;
  using ben = await jsonClient(server.ws);
  await ben.enter('lobby', 'ben');
  release();
  ben.command(send('3'));
  await ben.next('posted', ({ cid }) => cid === '3');
  const seqs = ben.lines().flatMap((line) => ('seq' in line && 'at' in line ? [line.seq] : []));
  expect(seqs).toEqual([2, 3]);
});

test('WS-9: everything received is acknowledged before the server closes', async () => {
  const store = await onDisk();
  await using server = await runServer({ store });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(...Array.from({ length: 900 }, (_, i) => send(`${i}`)), {
    type: 'edit',
    room: 'lobby',
    cid: 'edit',
    target: 1,
    text: 'x',
  });
  await ann.next('ack');
  await server.hub.stop(5_000);
  expect(await ann.closed).toMatchObject({ code: 1012 });
  expect(ann.lines().filter(({ type }) => type === 'ack')).toHaveLength(901);
});

test('WS-7: a refused handshake leaks no socket', async () => {
  await using server = await runServer();
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${i}`, '1']));
  for (const headers of [
    many(195),
    many(196),
    many(250),
    { Origin: 'http://evil.example' },
    { 'Sec-WebSocket-Version': '8' },
  ]) {
    using socket = new RawSocket(server.port);
    socket.write(handshake(headers));
    await socket.status();
  }
  await expect.poll(() => server.sockets().length).toBe(0);
});

test('WS-8: a slow reader that makes progress stays connected', async () => {
  await using server = await runServer({ limits: { maxBufferedBytes: 64 * 1024, stallTimeoutMs: 1_000 } });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  for (let i = 0; i < 50; i++) ann.command({ ...send(`${i}`), text: 'x'.repeat(8_000) });
  await ann.next('ack', ({ seq }) => seq === 50);
  using slow = new RawSocket(server.port);
  await slow.upgrade({ 'Sec-WebSocket-Protocol': 'hubbub.v1' });
  // Forty pages of 400 KB each are more than the sockets' own buffers can hold, and take several stall timeouts to read.
  for (let i = 0; i < 40; i++) slow.write(frame(JSON.stringify({ type: 'join', room: 'lobby' })));
  slow.socket.pause();
  const joined = () => slow.received.toString('latin1').split('"type":"joined"').length - 1;
  while (joined() < 40) {
    if (slow.socket.closed) expect.fail('it was cut off');
    slow.socket.resume();
    await delay(20);
    slow.socket.pause();
    await delay(180);
  }
});

const ping = { intervalMs: 50, timeoutMs: 100 };

/** The server judges pongs only in `untilSilentIsClosed`, however long a busy machine takes for everything else. */
function holdPings(): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** Until the server has disconnected a connection that never answered a ping. */
async function untilSilentIsClosed(silent: RawSocket): Promise<void> {
  while (!silent.socket.closed) {
    await delay(ping.timeoutMs);
    vi.advanceTimersByTime(ping.intervalMs);
  }
}

test('WS-5: a sender whose pongs are not read while the disk is slow is not disconnected', async () => {
  holdPings();
  const store = new SlowStore();
  await using server = await runServer({ store, ping });
  using silent = new RawSocket(server.port);
  await silent.upgrade();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  const release = store.hold('append');
  ann.command(...Array.from({ length: 400 }, (_, i) => send(`${i}`)));
  await expect.poll(() => server.sockets().some((socket) => socket.isPaused())).toBe(true);
  await untilSilentIsClosed(silent);
  release();
  await ann.next('ack', ({ seq }) => seq === 400);
});

test('WS-5, WS-8: a slow reader that pings reach late is not disconnected', async () => {
  holdPings();
  await using server = await runServer({
    // The kernel takes bytes in lumps from a slow reader, which is no stall.
    limits: { maxBufferedBytes: 64 * 1024, stallTimeoutMs: 60_000 },
    ping,
  });
  using slow = new RawSocket(server.port);
  await slow.upgrade();
  slow.socket.pause();
  using silent = new RawSocket(server.port);
  await silent.upgrade();
  const ann = await plainClient(server.ws);
  ann.send('ann', ...Array.from({ length: 1_500 }, (_, i) => `${i} ${'x'.repeat(8_000)}`));
  await ann.line((line) => line.startsWith('ann: 1499 '));
  ann[Symbol.dispose]();
  // The silent one reads, so it catches up.
  await expect.poll(() => server.hub.stats().lagging).toBe(1);
  await untilSilentIsClosed(silent);
  slow.socket.resume();
  await slow.until((received) => received.includes('ann: 1499 '));
});

test('NAME-3: two concurrent claims with the same secret give one person', async () => {
  await using server = await runServer({ store: await onDisk() });
  using first = await jsonClient(server.ws);
  using second = await jsonClient(server.ws);
  for (const client of [first, second]) client.command({ type: 'name', name: 'ann', secret: 'a secret of two tabs' });
  expect((await first.next('named')).me).toEqual((await second.next('named')).me);
  expect(server.reports).toEqual([]);
});

test('PLAIN-6: a plain connection that cannot be served is closed with 1013, and its name is free again', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  store.failOnce('nameHolder');
  using plain = await plainClient(server.ws);
  plain.send('alice', 'hello');
  expect((await plain.closed).code).toBe(1013);
  using alice = await jsonClient(server.ws);
  alice.command({ type: 'name', name: 'alice' });
  await alice.next('named');
  store.failOnce('newest');
  using deaf = await plainClient(server.ws, 'elsewhere');
  expect((await deaf.closed).code).toBe(1013);
});

test('ROOM-4: a reader that lagged learns who left meanwhile', async () => {
  await using server = await runServer({ limits: { maxBufferedBytes: 64 * 1024 } });
  using slow = new RawSocket(server.port);
  await slow.upgrade({ 'Sec-WebSocket-Protocol': 'hubbub.v1' });
  slow.write(frame(JSON.stringify({ type: 'join', room: 'lobby' })));
  const zed = await jsonClient(server.ws);
  await zed.enter('lobby', 'zed');
  await slow.until((received) => received.includes('"name":"zed"'));
  slow.socket.pause();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  for (let i = 0; i < 2_000; i++) ann.command({ ...send(`${i}`), text: 'x'.repeat(8_000) });
  await ann.next('ack', ({ seq }) => seq === 2_000);
  zed.socket.close();
  await ann.next('people', ({ people }) => !people.some(({ name }) => name === 'zed'));
  slow.socket.resume();
  const last = (received: Buffer): string => received.toString('latin1', received.lastIndexOf('{"type":"people"'));
  await slow.until((received) => received.includes('"seq":2000') && /"total":2/.test(last(received)));
  expect(last(slow.received)).not.toContain('zed');
});

test('a frame after a close frame is ignored', async () => {
  await using server = await runServer();
  using socket = new RawSocket(server.port);
  await socket.upgrade();
  socket.write(Buffer.concat([frame('ann'), frame(Buffer.from([1]), { opcode: 2 }), frame('after the close')]));
  expect(await socket.closeCode()).toBe(1003);
  expect(await server.store.head('lobby')).toBe(0);
});

test('LOG-4: a rejoin that fails keeps the former subscription', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(send('1'));
  await ann.next('posted');
  store.failOnce('page');
  ann.command({ type: 'join', room: 'lobby' }, send('2'));
  expect((await ann.next('error')).command).toBe('join');
  expect((await ann.next('posted', ({ cid }) => cid === '2')).seq).toBe(2);
  expect(server.reports).toHaveLength(1);
});
