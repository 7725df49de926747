import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { MessagePage } from '@hubbub/protocol/http';
import { expect, test } from 'vitest';
import { RawSocket } from './support/raw-socket.ts';
import { runServer } from './support/in-process-server.ts';
import { jsonClient, plainClient } from './support/socket-client.ts';

const html = '<!doctype html><base href="/"><title>Hubbub</title>';

function builtPage(): string {
  const directory = mkdtempSync(join(tmpdir(), 'hubbub-page-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'home.html'), html);
  writeFileSync(join(directory, 'favicon.ico'), 'icon');
  writeFileSync(join(directory, 'assets/main-abc.js'), 'plain');
  writeFileSync(join(directory, 'assets/main-abc.js.br'), 'packed with brotli');
  writeFileSync(join(directory, 'assets/main-abc.js.gz'), 'packed with gzip');
  return directory;
}

const page = builtPage();

test.each([
  '',
  'r/lobby',
  'r/lobby/',
  'r/lobby/7',
  'r/lobby/9007199254740993',
  'r/%E4%BB%BB%E6%84%8F%E6%88%BF%E9%97%B4',
  'r/%E4%BB%BB%E6%84%8F%E6%88%BF%E9%97%B4/12?x=1',
  'r/any room?x=1',
])('HTTP-1: GET /%s is the page', async (path) => {
  await using server = await runServer({ pageDirectory: page });
  const response = await fetch(server.http + path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await response.text()).toBe(html);
});

test.each([
  ['home.html', 404],
  ['r', 404],
  ['r/', 404],
  ['r/a/b', 404],
  ['r/a/7b', 404],
  ['r/a/-7', 404],
  ['r/a/7/', 404],
  ['r/a%2Fb/7', 404],
  ['r/%E4%B8', 400],
  ['nothing', 404],
  ['assets/', 404],
  ['assets/../home.html', 404],
  ['assets/%2e%2e/home.html', 404],
  ['assets/..%2fhome.html', 404],
  ['assets/%00', 404],
  ['r/%zz', 400],
  ['r/a%2Fb', 404],
  ['r/%00', 404],
  ['r/%E2%80%AE', 404],
  ['api', 404],
])('HTTP-1: GET /%s is %i', async (path, status) => {
  await using server = await runServer({ pageDirectory: page });
  using socket = new RawSocket(server.port);
  socket.write(`GET /${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  expect(await socket.status()).toBe(status);
});

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
  'HTTP-1: %s on a path that exists is 405 with the allowed methods',
  async (method) => {
    await using server = await runServer({ pageDirectory: page });
    for (const path of [
      '',
      'r/lobby',
      'r/lobby/',
      'r/lobby/7',
      'api/rooms',
      'api/rooms/lobby/messages',
      'ws',
      'healthz',
      'assets/main-abc.js',
    ]) {
      const response = await fetch(server.http + path, { method });
      expect([path, response.status, response.headers.get('allow')]).toEqual([path, 405, 'GET, HEAD']);
    }
    expect((await fetch(`${server.http}nothing`, { method })).status).toBe(404);
  },
);

const browserHeaders = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

test.each(['/favicon.ico', '/chat/favicon.ico'])('the icon is at %s when the page lives under /chat/', async (path) => {
  await using server = await runServer({ pageDirectory: page, basePath: '/chat/' });
  const response = await fetch(new URL(path, server.http));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('image/x-icon');
  expect(await response.text()).toBe('icon');
});

test.each(['nothing', 'r', 'r/a/b', 'r/%E4%B8', 'r/%zz?x=1', 'r/lobby/%', '%', 'home.html', 'wss', 'apiary'])(
  'HTTP-1: /%s, opened in a browser, is the page with 404; a program gets JSON',
  async (path) => {
    await using server = await runServer({ pageDirectory: page, basePath: '/chat/' });
    const response = await server.app.inject({ url: `/chat/${path}`, headers: browserHeaders });
    expect([response.statusCode, response.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(response.body).toContain('<base href="/chat/">');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    expect(
      (await server.app.inject({ method: 'HEAD', url: `/chat/${path}`, headers: browserHeaders })).statusCode,
    ).toBe(404);
    const program = await server.app.inject(`/chat/${path}`);
    expect(program.headers['content-type']).toContain('application/json');
    expect(
      (await server.app.inject({ method: 'POST', url: `/chat/${path}`, headers: browserHeaders })).json(),
    ).toMatchObject({
      message: expect.any(String),
    });
  },
);

test.each([
  ['/chat/api', 404],
  ['/chat/api/rooms/%zz/messages', 400],
  ['/chat/assets/nothing.js', 404],
  ['/chat/assets/%zz', 400],
  ['/chat/ws/x', 404],
  ['/elsewhere', 404],
  ['/', 404],
])('HTTP-5: %s is JSON for browsers, too (%i)', async (url, status) => {
  await using server = await runServer({ pageDirectory: page, basePath: '/chat/' });
  const response = await server.app.inject({ url, headers: browserHeaders });
  expect([response.statusCode, response.headers['content-type']]).toEqual([
    status,
    expect.stringContaining('application/json'),
  ]);
});

test('HTTP-1: HEAD is answered like GET, without a body', async () => {
  await using server = await runServer({ pageDirectory: page });
  const response = await fetch(`${server.http}r/lobby`, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('HTTP-6: the page is compressed and revalidated; assets are compressed at build time and cached forever', async () => {
  await using server = await runServer({ pageDirectory: page });
  const get = (path: string, headers: Record<string, string>) => server.app.inject({ url: `/${path}`, headers });
  const packed = await get('', { 'accept-encoding': 'gzip, br' });
  expect(packed.headers).toMatchObject({
    'cache-control': 'no-cache',
    'content-encoding': 'br',
    vary: 'accept-encoding',
  });
  expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(html);
  expect(gunzipSync((await get('', { 'accept-encoding': 'gzip' })).rawPayload).toString()).toBe(html);
  expect((await get('', { 'if-none-match': String(packed.headers['etag']) })).statusCode).toBe(304);
  const asset = await get('assets/main-abc.js', { 'accept-encoding': 'gzip, br' });
  expect(asset.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-encoding': 'br',
  });
  expect(asset.body).toBe('packed with brotli');
  expect((await get('assets/main-abc.js', {})).body).toBe('plain');
});

const networkAddress = () => 'http://192.0.2.7:3434/chat/';
const meta = '<meta name="hubbub:address" content="http://192.0.2.7:3434/chat/">';

test.each(['localhost', 'localhost:3434', '127.0.0.1:3434', '[::1]:3434'])(
  'HTTP-6: a browser on this machine, at %s, gets the network address in the page',
  async (host) => {
    await using server = await runServer({ pageDirectory: page, networkAddress, hostNames: ['chat.example'] });
    const response = await server.app.inject({ url: '/r/lobby', headers: { host } });
    expect(response.body).toBe(html.replace('<base', `${meta}<base`));
    const other = await server.app.inject({ url: '/r/lobby', headers: { host: 'chat.example' } });
    expect(other.body).toBe(html);
    expect(other.headers['etag']).not.toBe(response.headers['etag']);
    const stale = { host, 'if-none-match': String(other.headers['etag']) };
    expect((await server.app.inject({ url: '/r/lobby', headers: stale })).statusCode).toBe(200);
    const fresh = { host, 'if-none-match': String(response.headers['etag']) };
    expect((await server.app.inject({ url: '/r/lobby', headers: fresh })).statusCode).toBe(304);
  },
);

test.each([
  ['another host', { headers: { host: '192.0.2.7:3434' } }],
  ['a host that only looks like loopback', { headers: { host: '127.0.0.1.example' } }],
  ['another machine', { headers: { host: 'localhost' }, remoteAddress: '192.0.2.9' }],
  ['a proxy on this machine', { headers: { host: '127.0.0.1:3434', 'x-forwarded-for': '203.0.113.5' } }],
  ['a proxy that names only the scheme', { headers: { host: 'localhost', 'x-forwarded-proto': 'https' } }],
  ['a content delivery network', { headers: { host: 'localhost', 'cf-connecting-ip': '203.0.113.5' } }],
])('HTTP-6: %s never gets the network address', async (_name, request) => {
  await using server = await runServer({ pageDirectory: page, networkAddress, hostNames: ['127.0.0.1.example'] });
  expect((await server.app.inject({ url: '/', ...request })).body).toBe(html);
});

test('HTTP-6: a proxy that speaks HTTP/1.0 and adds no header never gets the network address', async () => {
  await using server = await runServer({ pageDirectory: page, networkAddress });
  using socket = new RawSocket(server.port);
  socket.write('GET / HTTP/1.0\r\nHost: localhost\r\n\r\n');
  await socket.ended;
  expect(socket.received.toString()).toContain(html);
});

test('HTTP-6: the page follows a change of the network address', async () => {
  let address: string | undefined = 'http://192.0.2.7:3434/';
  await using server = await runServer({ pageDirectory: page, networkAddress: () => address });
  const body = async () => (await server.app.inject({ url: '/', headers: { host: 'localhost' } })).body;
  expect(await body()).toContain('content="http://192.0.2.7:3434/"');
  address = 'http://192.0.2.8:3434/';
  expect(await body()).toContain('content="http://192.0.2.8:3434/"');
  address = undefined;
  expect(await body()).toBe(html);
});

test('the page may load nothing from other hosts, and run only its own files', async () => {
  await using server = await runServer({ pageDirectory: page });
  const response = await fetch(server.http);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(response.headers.get('referrer-policy')).toBe('same-origin');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('permissions-policy')).toMatch(/camera=\(\), .*microphone=\(\)/);
});

test('with a base path, everything is below it; only the health checks are at the root as well', async () => {
  await using server = await runServer({ pageDirectory: page, basePath: '/chat/' });
  expect(await (await fetch(server.http)).text()).toContain('<base href="/chat/">');
  expect((await fetch(`${server.http}r/lobby`)).status).toBe(200);
  expect((await fetch(`${server.http}api/rooms`)).status).toBe(200);
  expect((await fetch(`${server.http}assets/main-abc.js`)).status).toBe(200);
  expect((await fetch(`${server.http}healthz`)).status).toBe(200);
  const root = `http://127.0.0.1:${server.port}`;
  expect((await fetch(`${root}/healthz`)).status).toBe(200);
  expect((await fetch(`${root}/`)).status).toBe(404);
  expect(await (await fetch(`${root}/chat`)).text()).toContain('<base href="/chat/">');
  using ann = await plainClient(server.ws);
  ann.send('ann', 'hi');
  expect(await ann.line()).toBe('ann: hi');
});

test('B-10, HTTP-2, ROOM-1: rooms with messages and people come first, then those with people, then with messages', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('new', 'ann');
  ann.command({ type: 'send', room: 'new', cid: '0', text: 'x' });
  await ann.next('ack');
  await ann.enter('old');
  ann.command({ type: 'send', room: 'old', cid: '1', text: 'x' }, { type: 'leave', room: 'old' });
  await ann.next('left');
  await ann.enter('空');
  using reader = await jsonClient(server.ws);
  await reader.enter('quiet');
  await ann.enter('quiet');
  expect(await (await fetch(`${server.http}api/rooms`)).json()).toEqual({
    rooms: [
      { room: 'new', head: 1, lastAt: expect.any(Number), total: 1, people: ['ann'] },
      { room: 'quiet', head: 0, lastAt: null, total: 2, people: ['ann'] },
      { room: 'old', head: 1, lastAt: expect.any(Number), total: 0, people: [] },
    ],
  });
});

test('HTTP-3: pages of history, before, after and around, tell whether more messages follow on either side', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(
    ...Array.from({ length: 120 }, (_, i) => ({ type: 'send', room: 'lobby', cid: `${i}`, text: `${i + 1}` })),
  );
  await ann.next('ack', ({ seq }) => seq === 120);
  const read = async (query: string) => {
    const response = await fetch(`${server.http}api/rooms/Lobby/messages${query}`);
    const body = (await response.json()) as MessagePage;
    return [body.messages.map(({ seq }) => seq).join(), body.older, body.newer, body.head];
  };
  const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i).join();
  expect(await read('')).toEqual([run(71, 120), true, false, 120]);
  expect(await read('?before=71')).toEqual([run(21, 70), true, true, 120]);
  expect(await read('?before=11&limit=200')).toEqual([run(1, 10), false, true, 120]);
  expect(await read('?after=115')).toEqual([run(116, 120), true, false, 120]);
  expect(await read('?around=60&limit=5')).toEqual([run(58, 62), true, true, 120]);
  expect(await read('?after=0&limit=2')).toEqual([run(1, 2), false, true, 120]);
});

test('HTTP-3: the page at a time is around the first message from that time on', async () => {
  await using server = await runServer();
  for (let i = 1; i <= 120; i++)
    await server.store.append({
      type: 'posted',
      room: 'tea',
      at: i * 1_000,
      by: null,
      cid: `${i}`,
      name: 'x',
      text: 'y',
    });
  const read = async (at: number) => {
    const response = await fetch(`${server.http}api/rooms/tea/messages?limit=5&at=${at}`);
    const { messages, topic } = (await response.json()) as MessagePage;
    expect(topic).toBeNull();
    return messages.map(({ seq }) => seq);
  };
  expect(await read(59_001)).toEqual([58, 59, 60, 61, 62]);
  expect(await read(60_000)).toEqual([58, 59, 60, 61, 62]);
  expect(await read(0)).toContain(1);
  expect(await read(Number.MAX_SAFE_INTEGER)).toContain(120);
});

test.each([
  ['lobby/messages?before=x', 400, 'bad_field', 'before'],
  ['lobby/messages?limit=0', 400, 'bad_field', 'limit'],
  ['lobby/messages?limit=201', 400, 'bad_field', 'limit'],
  ['lobby/messages?before=-1', 400, 'bad_field', 'before'],
  ['lobby/messages?before=1&after=2', 400, 'bad_field', 'after'],
  ['lobby/messages?around=1&at=2', 400, 'bad_field', 'at'],
  ['lobby/messages?at=yesterday', 400, 'bad_field', 'at'],
  ['lobby/messages?at=-1', 400, 'bad_field', 'at'],
  ['lobby/messages?sql=1', 400, 'bad_field', 'sql'],
  ['lobby/messages?__proto__=1', 400, 'bad_field', '__proto__'],
  ['%E2%80%AE/messages', 400, 'room_invalid', 'room'],
])('HTTP-5: api/rooms/%s is refused by name', async (path, status, code, field) => {
  await using server = await runServer();
  const response = await fetch(`${server.http}api/rooms/${path}`);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code, field, message: expect.any(String) });
});

test('HTTP-3: a room without messages is an empty page', async () => {
  await using server = await runServer();
  const response = await fetch(`${server.http}api/rooms/${encodeURIComponent("x' OR 1=1 --")}/messages`);
  expect(await response.json()).toMatchObject({
    room: "x' or 1=1 --",
    head: 0,
    messages: [],
    older: false,
    newer: false,
  });
});

test('HTTP-4: liveness and readiness are separate checks', async () => {
  await using server = await runServer();
  expect((await fetch(`${server.http}healthz`)).status).toBe(200);
  expect((await fetch(`${server.http}readyz`)).status).toBe(200);
  await server.hub.stop(100);
  expect((await fetch(`${server.http}healthz`)).status).toBe(200);
  expect((await fetch(`${server.http}readyz`)).status).toBe(503);
});

test('a request that never completes its headers gets 408 and is disconnected', { timeout: 30_000 }, async () => {
  await using server = await runServer();
  using socket = new RawSocket(server.port);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
  expect(await socket.status()).toBe(408);
});

test('a request to upgrade to another protocol, as of curl --http2, is answered in HTTP/1.1', async () => {
  await using server = await runServer({ pageDirectory: page });
  using socket = new RawSocket(server.port);
  socket.write(
    'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
  );
  expect(await socket.status()).toBe(200);
});

test('HTTP-1: the body of a request with a wrong method is not read', async () => {
  await using server = await runServer({ pageDirectory: page });
  const headers = { 'content-type': 'application/json' };
  for (const body of ['{broken', 'x'.repeat(2_000_000)]) {
    expect((await server.app.inject({ method: 'POST', url: '/', headers, body })).statusCode).toBe(405);
  }
});

test('HTTP-5: undecodable paths and paths outside the base path get errors of the same shape', async () => {
  await using server = await runServer({ pageDirectory: page, basePath: '/chat/' });
  expect((await server.app.inject('/chat/r/%zz')).json()).toMatchObject({
    code: 'refused',
    message: expect.any(String),
  });
  expect((await server.app.inject('/elsewhere')).json()).toMatchObject({ code: 'not_found' });
});

test('HTTP-6: a client that accepts no compression gets the page uncompressed', async () => {
  await using server = await runServer({ pageDirectory: page });
  const response = await server.app.inject({ url: '/', headers: { 'accept-encoding': 'br;q=0, gzip;q=0' } });
  expect(response.headers['content-encoding']).toBeUndefined();
  expect(response.body).toBe(html);
});
