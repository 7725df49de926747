import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { runServer } from './support/in-process-server.ts';
import { handshake, RawSocket } from './support/raw-socket.ts';

const get = (host: string, headers = '') => `GET /api/rooms HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n`;

async function status(port: number, request: string): Promise<number> {
  using socket = new RawSocket(port);
  socket.write(request);
  return await socket.status();
}

test.each(['evil.example', 'evil.example:3434', 'localhost.evil.example', '127.0.0.1.example', 'a b'])(
  'B-14, HTTP-8: the page of another site, whose name %j leads here, reads nothing and cannot connect',
  async (host) => {
    await using server = await runServer();
    expect(await status(server.port, get(host))).toBeOneOf([400, 403]);
    expect(await status(server.port, handshake({ Host: host, Origin: `http://${host}` }))).toBeOneOf([400, 403]);
  },
);

test.each([
  'localhost',
  'Localhost:3434',
  'chat.localhost',
  '127.0.0.1:3434',
  '192.0.2.7',
  '[::1]:3434',
  '[fd00::7]',
  'raspberrypi',
  'nas.local',
  'nas.lan',
  'localhost.',
  'chat.example',
  'CHAT.example:80',
])('B-14, HTTP-8: %s is a name of this server', async (host) => {
  await using server = await runServer({ hostNames: ['chat.example'] });
  expect(await status(server.port, get(host))).toBe(200);
  expect(await status(server.port, handshake({ Host: host, Origin: `http://${host}` }))).toBe(101);
});

test.each([
  ['a browser that uses TLS', 'Sec-Fetch-Site: same-origin\r\n'],
  ['a trusted proxy', 'X-Forwarded-For: 192.0.2.7\r\n'],
])('B-14, HTTP-8: %s needs no --host-names', async (_name, headers) => {
  await using server = await runServer({ trustProxy: 'loopback' });
  expect(await status(server.port, get('chat.example', headers))).toBe(200);
});

test('B-14, HTTP-8: a proxy that is not trusted may not name the host', async () => {
  await using server = await runServer();
  const forged = 'X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Host: localhost\r\n';
  expect(await status(server.port, get('evil.example', forged))).toBe(403);
});

test('B-14, WS-6: a page behind TLS and a program connect by any name', async () => {
  await using server = await runServer();
  const tls = { Host: 'chat.example', Origin: 'https://chat.example' };
  expect(await status(server.port, handshake(tls))).toBe(101);
  expect(await status(server.port, handshake({ Host: 'chat.example' }))).toBe(101);
});

test('B-14: the refusal names the setting, and its connection is closed', async () => {
  await using server = await runServer();
  using socket = new RawSocket(server.port);
  socket.write(handshake({ Host: 'evil.example', Origin: 'http://evil.example' }));
  await socket.ended;
  expect(socket.received.toString()).toContain('--host-names');
  await expect.poll(() => server.sockets().length).toBe(0);
});

test('B-14: load balancers check the health by any name', async () => {
  await using server = await runServer();
  expect(await status(server.port, 'GET /healthz HTTP/1.1\r\nHost: node-7.example\r\n\r\n')).toBe(200);
});

test.each([
  ['a path', 'GET / HTTP/1.1'],
  ['the health check', 'GET /healthz HTTP/1.1'],
  ['a missing path', 'GET /nothing HTTP/1.1'],
])('HTTP-8: %s with two Hosts is 400', async (_name, first) => {
  await using server = await runServer();
  expect(await status(server.port, `${first}\r\nHost: localhost\r\nHost: localhost\r\n\r\n`)).toBe(400);
});

test('WS-7: a handshake with two Hosts is 400', async () => {
  await using server = await runServer();
  expect(await status(server.port, handshake({ host: 'evil.example' }))).toBe(400);
});

test.each([
  ['chat.example.org', ['chat.example.org']],
  ['Chat.example, münchen.example', ['chat.example', 'xn--mnchen-3ya.example']],
])('B-14: --host-names %s', (value, expected) => {
  expect(readConfig(['--host-names', value], {})).toMatchObject({ hostNames: expected });
});

test.each(['chat.example:3434', 'https://chat.example', 'chat.example/x', 'a b'])(
  'B-14: --host-names %s is refused',
  (value) => {
    expect(() => readConfig(['--host-names', value], {})).toThrow('must be names like chat.example.org');
  },
);
