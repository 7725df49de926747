import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { runServer } from './support/in-process-server.ts';
import { handshake, RawSocket } from './support/raw-socket.ts';

const range = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

test('B-1, B-7, HTTP-10: an address that requests too much gets 429 with the time to wait, and others are served', async () => {
  await using server = await runServer({ limits: { rateFactor: 0.001 }, trustProxy: 'loopback' });
  const page = (n: number, address = '192.0.2.7') =>
    server.app.inject({ url: `/api/rooms/r${n}/messages`, headers: { 'x-forwarded-for': address } });
  // 20 points, and 4 for a page that is not in memory.
  for (const n of range(5)) expect((await page(n)).statusCode).toBe(200);
  const refused = await page(6);
  expect(refused.statusCode).toBe(429);
  expect(refused.json()).toMatchObject({ code: 'rate_limited', retryAfter: expect.any(Number) });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  expect(refused.json()).toMatchObject({ retryAfter: Number(refused.headers['retry-after']) });
  expect((await page(6, '192.0.2.8')).statusCode).toBe(200);
  expect((await server.app.inject({ url: '/healthz' })).statusCode).toBe(200);
});

test('B-1, HTTP-10: a page that is in memory costs a fraction of one that is read', async () => {
  await using server = await runServer({ limits: { rateFactor: 0.001 } });
  const statuses = await Promise.all(
    range(50).map(async () => (await server.app.inject('/api/rooms/lobby/messages')).statusCode),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('B-1: a socket whose request is refused waits before its next request', async () => {
  await using server = await runServer({ limits: { rateFactor: 0.001 } });
  using socket = new RawSocket(server.port);
  const start = performance.now();
  socket.write('GET /api/rooms/a/messages?before=9 HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(10));
  const count = (received: Buffer, status: number) => received.toString().split(`HTTP/1.1 ${status}`).length - 1;
  await socket.until((received) => count(received, 429) === 5);
  expect(count(socket.received, 200)).toBe(5);
  expect(performance.now() - start).toBeGreaterThan(4 * 25);
});

test('B-1: a route without a cost cannot be registered', async () => {
  const { fastify } = await import('fastify');
  const { limitRates } = await import('../src/http/rate-limit.ts');
  const { Limiter } = await import('../src/chat/limiter/limiter.ts');
  const app = fastify();
  limitRates(app, new Limiter(1));
  expect(() => app.get('/free', () => 'lunch')).toThrow('The route /free has no cost.');
});

const local = { host: '127.0.0.1:3434' };

test.each([
  ['a program on this machine', {}, { headers: local }, 200],
  ['a program on another machine', {}, { headers: local, remoteAddress: '192.0.2.9' }, 403],
  ['a page of another site', {}, { headers: { host: 'evil.example' } }, 403],
  ['a visitor behind a proxy on this machine', {}, { headers: { ...local, 'x-forwarded-for': '192.0.2.9' } }, 403],
  ['an allowed address', { metrics: '192.0.2.0/24' }, { headers: local, remoteAddress: '192.0.2.9' }, 200],
  [
    'an allowed address, mapped',
    { metrics: '192.0.2.0/24' },
    { headers: local, remoteAddress: '::ffff:192.0.2.9' },
    200,
  ],
  ['a container', { metrics: 'private' }, { headers: { host: 'hubbub:3434' }, remoteAddress: '172.18.0.3' }, 200],
  ['everybody', { metrics: 'all' }, { headers: local, remoteAddress: '2001:db8::1' }, 200],
  [
    'a visitor behind an allowed proxy',
    { metrics: 'private' },
    { headers: { ...local, 'x-forwarded-for': '192.0.2.9' }, remoteAddress: '10.0.0.1' },
    403,
  ],
])('HTTP-7: %s reads the metrics: %o %o', async (_name, { metrics = '' }: { metrics?: string }, request, status) => {
  const config = readConfig(metrics === '' ? [] : ['--metrics', metrics], {});
  if (typeof config === 'string') throw new Error(config);
  await using server = await runServer({ metricsReaders: config.metricsReaders });
  expect((await server.app.inject({ url: '/metrics', ...request })).statusCode).toBe(status);
});

test.each(['everyone', '10.0.0.0/33', '10.0.0'])('HTTP-7: --metrics %s is refused', (value) => {
  expect(() => readConfig(['--metrics', value], {})).toThrow('--metrics must be all, private, or addresses');
});

test.each([
  ['a refused origin', handshake({ Origin: 'http://evil.example' })],
  ['another version', handshake({ 'Sec-WebSocket-Version': '8' })],
  ['a plain GET', 'GET /ws HTTP/1.1\r\nHost: localhost\r\n\r\n'],
])('WS-7: %s on /ws is answered with nosniff', async (_name, request) => {
  await using server = await runServer();
  using socket = new RawSocket(server.port);
  socket.write(request);
  await socket.until((received) => received.includes('\r\n\r\n'));
  expect(socket.received.toString().toLowerCase()).toContain('x-content-type-options: nosniff');
});
