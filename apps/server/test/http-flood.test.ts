import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { runServer } from './support/in-process-server.ts';
import { RawSocket } from './support/raw-socket.ts';
import { startProcess, type RunningProcess } from './support/server-process.ts';
import { SlowStore } from './support/slow-store.ts';
import { jsonClient } from './support/socket-client.ts';

const MB = 1024 * 1024;
const range = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
const pageOf = (room: string, query = '') => get(`/api/rooms/${room}/messages${query}`);

/** A connection that sends these requests at once. It reads nothing until it is resumed. */
async function pipeline(port: number, requests: string[]): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').pause();
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(requests.join(''));
  return socket;
}

async function fillRoom(server: { ws: string }, room: string, texts: number, bytes: number): Promise<void> {
  using writer = await jsonClient(server.ws);
  await writer.enter(room, 'writer');
  for (const n of range(texts)) writer.command({ type: 'send', room, cid: `${n}`, text: `${n} ${'x'.repeat(bytes)}` });
  await writer.next('ack', ({ seq }) => seq === texts);
}

function residentBytes({ child }: RunningProcess): number {
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  return Number(resident) * 1024;
}

async function pageReads(server: RunningProcess): Promise<number> {
  const text = await (await fetch(`${server.http}metrics`)).text();
  return Number(/^hubbub_store_reads_total\{kind="page"\} (\d+)$/m.exec(text)?.[1] ?? 0);
}

test(
  'B-1, HTTP-9, row 66: pipelined requests whose answers are never read cost no memory, delay nobody, and end with their client',
  { timeout: 60_000 },
  async () => {
    await using server = await startProcess({ args: ['--limits', 'off'] });
    await fillRoom(server, 'big', 200, 8_000);
    using ann = await jsonClient(server.ws);
    await ann.enter('lobby', 'ann');
    const before = residentBytes(server);
    // Not the newest page, which is kept in memory.
    const requests = range(1_500).map((n) => pageOf('big', `?limit=200&before=${1_000 + n}`));
    const flooders = await Promise.all(range(3).map(() => pipeline(server.port, requests)));
    let slowestMs = 0;
    let most = 0;
    for (const n of range(100)) {
      const start = performance.now();
      ann.command({ type: 'send', room: 'lobby', cid: `${n}`, text: 'hello' });
      await ann.next('ack', ({ cid }) => cid === `${n}`);
      slowestMs = Math.max(slowestMs, performance.now() - start);
      most = Math.max(most, residentBytes(server) - before);
    }
    expect(most).toBeLessThan(60 * MB);
    expect(slowestMs).toBeLessThan(500);
    for (const flooder of flooders) flooder.destroy();
    // What the sockets' buffers could take was read, and the pages under way.
    await expect.poll(async () => (await pageReads(server)) === (await pageReads(server))).toBe(true);
    expect(await pageReads(server)).toBeLessThan(200);
  },
);

test(
  'B-1, HTTP-9: the requests of one client take turns with everything else, and are answered in order',
  { timeout: 30_000 },
  async () => {
    await using server = await runServer();
    using ann = await jsonClient(server.ws);
    await ann.enter('lobby', 'ann');
    const socket = await pipeline(
      server.port,
      range(4_000).map((n) => pageOf(`r${n}`)),
    );
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.resume();
    const answered = () =>
      [
        ...Buffer.concat(chunks)
          .toString()
          .matchAll(/"room":"r(\d+)"/g),
      ].map(([, n]) => Number(n));
    ann.command({ type: 'ping' });
    await ann.next('heartbeat');
    expect(answered().length).toBeLessThan(4_000);
    await expect.poll(() => answered().length, { timeout: 20_000, interval: 100 }).toBe(4_000);
    expect(answered()).toEqual(range(4_000));
    socket.destroy();
  },
);

test('B-1, HTTP-9: requests that wait are dropped when their client leaves', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const release = store.hold('page');
  const socket = await pipeline(
    server.port,
    range(100).map((n) => pageOf(`r${n}`)),
  );
  await expect.poll(() => store.callCount('page')).toBe(1);
  socket.destroy();
  await once(socket, 'close');
  release();
  await expect.poll(() => server.sockets().length).toBe(0);
  // While nothing is read from a socket, only an answer that cannot be sent shows that the client has left.
  expect(store.callCount('page')).toBeLessThan(5);
});

test('B-1: the store has at most eight reads for HTTP, clients take turns, and those that have left are skipped', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store, trustProxy: 'loopback' });
  const release = store.hold('page');
  const first = range(8).map(() => new RawSocket(server.port));
  first.forEach((socket, n) => socket.write(pageOf(`a${n}`)));
  await expect.poll(() => store.callCount('page')).toBe(8);
  const flood = range(50).map(() => new RawSocket(server.port));
  flood.forEach((socket, n) => socket.write(pageOf(`b${n}`)));
  using honest = new RawSocket(server.port);
  honest.write(get('/api/rooms/honest/messages', 'X-Forwarded-For: 192.0.2.7\r\n'));
  await expect.poll(() => server.sockets().length).toBe(59);
  // One request more, so that all before it have arrived.
  expect((await fetch(`${server.http}healthz`)).status).toBe(200);
  for (const socket of flood.slice(5)) socket.socket.destroy();
  await expect.poll(() => server.sockets().length).toBeLessThan(20);
  expect(store.callCount('page')).toBe(8);
  release();
  expect(await honest.status()).toBe(200);
  for (const socket of [...first, ...flood.slice(0, 5)]) expect(await socket.status()).toBe(200);
  expect(store.callCount('page')).toBe(14);
  for (const socket of [...first, ...flood]) socket[Symbol.dispose]();
});

/** Fills what the kernel buffers for this socket, so that the rest stays with the server. */
async function stalledPipeline(port: number, address: string): Promise<Socket> {
  const requests = Array.from({ length: 20 }, () => get('/api/rooms/big/messages', `X-Forwarded-For: ${address}\r\n`));
  return pipeline(port, requests);
}

test('B-1, HTTP-10: an address that leaves its answers unread gets no more, and others do', async () => {
  await using server = await runServer({ trustProxy: 'loopback' });
  await fillRoom(server, 'big', 40, 8_000);
  const fetchBig = (address: string) =>
    fetch(`${server.http}api/rooms/big/messages`, { headers: { 'x-forwarded-for': address } });
  const sockets = await Promise.all(range(100).map(() => stalledPipeline(server.port, '192.0.2.7')));
  await expect.poll(async () => (await fetchBig('192.0.2.7')).status).toBe(429);
  const refused = await fetchBig('192.0.2.7');
  expect(refused.headers.get('retry-after')).toBe('2');
  expect(await refused.json()).toMatchObject({ code: 'rate_limited', retryAfter: 2 });
  expect(server.hub.bufferBudget.exceeded).toBe(false);
  expect((await fetchBig('192.0.2.8')).status).toBe(200);
  for (const socket of sockets) socket.destroy();
  await expect.poll(async () => (await fetchBig('192.0.2.7')).status).toBe(200);
});

test('B-1, HTTP-10: many addresses together leave no more unread than the budget, and small answers go on', async () => {
  await using server = await runServer({ trustProxy: 'loopback', limits: { maxTotalBufferedBytes: MB } });
  await fillRoom(server, 'big', 40, 8_000);
  const sockets = await Promise.all(range(60).map((n) => stalledPipeline(server.port, `192.0.2.${n}`)));
  const fetchBig = () => fetch(`${server.http}api/rooms/big/messages`);
  await expect.poll(async () => (await fetchBig()).status).toBe(503);
  const refused = await fetchBig();
  expect(refused.headers.get('retry-after')).toBe('2');
  expect(await refused.json()).toMatchObject({ code: 'overloaded', retryAfter: 2 });
  expect((await fetch(`${server.http}api/rooms/small/messages`)).status).toBe(200);
  for (const socket of sockets) socket.destroy();
  await expect.poll(async () => (await fetchBig()).status).toBe(200);
  expect(server.hub.bufferBudget.exceeded).toBe(false);
});

test.each([
  ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
  ['two Hosts', get('/', 'Host: localhost\r\n')],
  ['an expectation', get('/', 'Expect: a miracle\r\n')],
  ['an undecodable path', get('/%')],
])('B-1, HTTP-10: an answer behind a request with %s is given back, too', async (_name, request) => {
  await using server = await runServer({ limits: { maxTotalBufferedBytes: MB } });
  await fillRoom(server, 'big', 40, 8_000);
  for (let n = 0; n < 10; n++) {
    using socket = new RawSocket(server.port);
    socket.write(request + pageOf('big'));
    expect(await socket.status()).toBeGreaterThan(0);
  }
  await expect.poll(() => server.sockets().length).toBe(0);
  expect((await fetch(`${server.http}api/rooms/big/messages`)).status).toBe(200);
});

test('B-1, HTTP-10: connections that read nothing do not keep pages from others', async () => {
  await using server = await runServer({ limits: { maxTotalBufferedBytes: MB } });
  await fillRoom(server, 'big', 40, 8_000);
  server.hub.bufferBudget.add(2 * MB);
  for (let n = 0; n < 5; n++) expect((await fetch(`${server.http}api/rooms/big/messages`)).status).toBe(200);
});

test('B-1, row 66: a request to upgrade behind pipelined requests does no harm', async () => {
  await using server = await runServer();
  const socket = await pipeline(server.port, [
    ...range(100).map((n) => pageOf(`r${n}`)),
    get(
      '/ws',
      'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n',
    ),
  ]);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.resume();
  await expect.poll(() => Buffer.concat(chunks).toString()).toContain('HTTP/1.1 426');
  expect(
    Buffer.concat(chunks)
      .toString()
      .match(/HTTP\/1.1 200/g),
  ).toHaveLength(100);
  expect((await fetch(`${server.http}healthz`)).status).toBe(200);
  expect(server.reports).toEqual([]);
});
