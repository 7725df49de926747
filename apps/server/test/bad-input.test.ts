import { expect, test } from 'vitest';
import { frame, handshake, RawSocket } from './support/raw-socket.ts';
import { runServer } from './support/in-process-server.ts';
import { jsonClient, plainClient, SocketClient } from './support/socket-client.ts';

const deep = `{"type":"send","room":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;

test.each([
  ['not json', { code: 'bad_json' }],
  ['[]', { code: 'bad_json' }],
  ['3', { code: 'bad_json' }],
  ['null', { code: 'bad_json' }],
  ['{}', { code: 'unknown_type', field: 'type' }],
  ['{"type":"fly"}', { code: 'unknown_type', command: 'fly' }],
  ['{"type":"constructor"}', { code: 'unknown_type' }],
  ['{"type":"__proto__"}', { code: 'unknown_type' }],
  ['{"type":"guest","name":"x"}', { code: 'unknown_type' }],
  ['{"type":"listen","room":"x"}', { code: 'unknown_type' }],
  ['{"type":{"$gt":""}}', { code: 'unknown_type' }],
  ['{"type":"send","room":"lobby","cid":"1"}', { code: 'bad_field', field: 'text', cid: '1' }],
  ['{"type":"send","room":"lobby","text":"a"}', { code: 'bad_field', field: 'cid' }],
  ['{"type":"send","room":"lobby","cid":"","text":"a"}', { code: 'bad_field', field: 'cid' }],
  [`{"type":"send","room":"lobby","cid":"${'x'.repeat(65)}","text":"a"}`, { code: 'bad_field', field: 'cid' }],
  ['{"type":"send","room":"lobby","cid":"\\ud800","text":"a"}', { code: 'bad_field', field: 'cid' }],
  ['{"type":"send","room":"lobby","cid":"1","text":{"$ne":1}}', { code: 'bad_field', field: 'text' }],
  ['{"type":"send","room":["lobby"],"cid":"1","text":"a"}', { code: 'bad_field', field: 'room' }],
  ['{"type":"send","room":"lobby","cid":"1","text":"a","by":"me"}', { code: 'bad_field', field: 'by' }],
  ['{"type":"send","room":"lobby","cid":"1","text":"a","__proto__":{}}', { code: 'bad_field', field: '__proto__' }],
  ['{"type":"edit","room":"lobby","cid":"1","text":"a","target":1e400}', { code: 'bad_field', field: 'target' }],
  ['{"type":"edit","room":"lobby","cid":"1","text":"a","target":-1}', { code: 'bad_field', field: 'target' }],
  ['{"type":"edit","room":"lobby","cid":"1","text":"a","target":1.5}', { code: 'bad_field', field: 'target' }],
  ['{"type":"delete","room":"lobby","cid":"1","target":9007199254740993}', { code: 'bad_field', field: 'target' }],
  ['{"type":"join","room":"lobby","after":NaN}', { code: 'bad_json' }],
  ['{"type":"join","room":"lobby","after":"1"}', { code: 'bad_field', field: 'after' }],
  [deep, { code: 'bad_field', field: 'cid' }],
  ['{"type":"send","room":"lobby","cid":"1","text":"a","kind":"renamed"}', { code: 'bad_field', field: 'kind' }],
  ['{"type":"send","room":"lobby","cid":"1","text":"a","kind":["topic"]}', { code: 'bad_field', field: 'kind' }],
  ['{"type":"send","room":"lobby","cid":"1","text":"a","reply":0}', { code: 'bad_field', field: 'reply' }],
  ['{"type":"send","room":"lobby","cid":"1","text":"a","reply":"1"}', { code: 'bad_field', field: 'reply' }],
  ['{"type":"send","room":"lobby","cid":"1","text":"a","mentions":[]}', { code: 'bad_field', field: 'mentions' }],
  ['{"type":"send","room":"lobby","cid":"1","text":""}', { code: 'text_empty', cid: '1' }],
  ['{"type":"send","room":"lobby","cid":"1","text":"a","reply":1}', { code: 'no_such_message', cid: '1' }],
  ['{"type":"react","room":"lobby","cid":"1","target":1}', { code: 'bad_field', field: 'emoji', cid: '1' }],
  ['{"type":"react","room":"lobby","cid":"1","emoji":"👍"}', { code: 'bad_field', field: 'target' }],
  ['{"type":"react","room":"lobby","cid":"1","target":1,"emoji":""}', { code: 'bad_field', field: 'emoji' }],
  ['{"type":"react","room":"lobby","cid":"1","target":1,"emoji":["👍"]}', { code: 'bad_field', field: 'emoji' }],
  [
    `{"type":"react","room":"lobby","cid":"1","target":1,"emoji":"${'👍'.repeat(500)}"}`,
    { code: 'bad_field', field: 'emoji' },
  ],
  ['{"type":"react","room":"lobby","cid":"1","target":1,"emoji":"👍👍"}', { code: 'emoji_invalid', field: 'emoji' }],
  ['{"type":"react","room":"lobby","cid":"1","target":1,"emoji":"<b>"}', { code: 'emoji_invalid', cid: '1' }],
  ['{"type":"react","room":"lobby","cid":"1","target":1,"emoji":"👍"}', { code: 'no_such_message', cid: '1' }],
  ['{"type":"react","room":"lobby","cid":"1","target":1,"emoji":"👍","name":"ben"}', { code: 'bad_field' }],
  ['{"type":"unreact","room":"lobby","cid":"1","target":1.5,"emoji":"👍"}', { code: 'bad_field', field: 'target' }],
  ['{"type":"unreact","room":"lobby","cid":"1","target":1,"emoji":"+1"}', { code: 'emoji_invalid', cid: '1' }],
  ['{"type":"unreact","room":"elsewhere","cid":"1","target":1,"emoji":"👍"}', { code: 'not_joined' }],
  ['{"type":"rename"}', { code: 'bad_field', field: 'name' }],
  ['{"type":"rename","name":7}', { code: 'bad_field', field: 'name' }],
  ['{"type":"rename","name":"ben","id":"x"}', { code: 'bad_field', field: 'id' }],
  ['{"type":"rename","name":"\\u202e"}', { code: 'name_invalid', reason: 'hidden_characters' }],
  ['{"type":"typing"}', { code: 'bad_field', field: 'room' }],
  ['{"type":"typing","room":"elsewhere"}', { code: 'not_joined', field: 'room' }],
  ['{"type":"watch"}', { code: 'bad_field', field: 'rooms' }],
  ['{"type":"watch","rooms":{}}', { code: 'bad_field', field: 'rooms' }],
  ['{"type":"watch","rooms":["lobby"]}', { code: 'bad_field', field: 'rooms' }],
  ['{"type":"watch","rooms":[{"room":"lobby"}]}', { code: 'bad_field' }],
  ['{"type":"watch","rooms":[{"room":"lobby","after":-1}]}', { code: 'bad_field', field: 'rooms' }],
  ['{"type":"watch","rooms":[{"room":"lobby","after":0},{"room":"a/b","after":0}]}', { code: 'room_invalid' }],
  [
    `{"type":"watch","rooms":[${Array.from({ length: 201 }, (_, i) => `{"room":"${i}","after":0}`).join()}]}`,
    { code: 'bad_field', field: 'rooms' },
  ],
  ['{"type":"reactions","room":"lobby"}', { code: 'bad_field', field: 'target' }],
  ['{"type":"reactions","room":"lobby","target":1}', { code: 'no_such_message', field: 'target', room: 'lobby' }],
  ['{"type":"reactions","room":"elsewhere","target":1}', { code: 'not_joined', field: 'room' }],
  ['{"type":"my_reactions","room":"lobby","targets":[]}', { code: 'bad_field', field: 'targets' }],
  ['{"type":"my_reactions","room":"lobby","targets":[0]}', { code: 'bad_field' }],
  ['{"type":"my_reactions","room":"elsewhere","targets":[1]}', { code: 'not_joined', field: 'room' }],
  [
    `{"type":"my_reactions","room":"lobby","targets":[${Array(51).fill(1).join()}]}`,
    { code: 'bad_field', field: 'targets' },
  ],
  ['{"type":"mentions","before":0}', { code: 'bad_field', field: 'before' }],
  ['{"type":"mentions","before":"1"}', { code: 'bad_field', field: 'before' }],
])(
  'JSON-2: %.80s is refused with the reason; nothing is stored, and the other lines of the frame take effect',
  async (line, expected) => {
    await using server = await runServer();
    using ann = await jsonClient(server.ws);
    await ann.enter('lobby', 'ann');
    ann.send(`${line}\n{"type":"send","room":"lobby","cid":"next","text":"next"}`);
    expect(await ann.next('error')).toMatchObject(expected);
    expect(await ann.next('ack')).toMatchObject({ cid: 'next', seq: 1 });
    expect(await server.store.head('lobby')).toBe(1);
    expect(server.reports).toEqual([]);
  },
);

test('JSON-2: after 20 malformed lines the connection is closed with 4400, and other connections are not affected', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  using ben = await jsonClient(server.ws);
  await ben.enter('lobby', 'ben');
  ann.send(...Array.from({ length: 25 }, () => 'nonsense'));
  expect((await ann.closed).code).toBe(4400);
  expect(ann.lines().filter(({ type }) => type === 'error')).toHaveLength(20);
  ben.command({ type: 'send', room: 'lobby', cid: '1', text: 'still here' });
  expect((await ben.next('ack')).seq).toBe(1);
});

test('LOG-6, REACT-2: a message of another room cannot be edited, deleted or reacted to', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('one', 'ann');
  await ann.enter('two');
  ann.command(
    { type: 'send', room: 'one', cid: '1', text: 'a' },
    { type: 'edit', room: 'two', cid: '2', target: 1, text: 'b' },
  );
  expect(await ann.next('error')).toMatchObject({ code: 'no_such_message', room: 'two', cid: '2' });
  ann.command({ type: 'react', room: 'two', cid: '3', target: 1, emoji: '👍' });
  expect(await ann.next('error')).toMatchObject({ code: 'no_such_message', room: 'two', cid: '3' });
  expect(await server.store.head('two')).toBe(0);
});

test('WS-4: a binary frame closes with 1003, in both dialects', async () => {
  await using server = await runServer();
  for (const client of [await plainClient(server.ws), await jsonClient(server.ws)]) {
    client.socket.send(new Uint8Array([1, 2, 3]));
    expect((await client.closed).code).toBe(1003);
  }
});

test('WS-3: in plain, a frame of the maximum size is a message, and one byte more closes with 1009', async () => {
  await using server = await runServer();
  using reader = await plainClient(server.ws);
  using ann = await plainClient(server.ws);
  ann.send('ann', '字'.repeat(2_730) + 'xy');
  expect(await reader.line()).toHaveLength(5 + 2_732);
  ann.send('x'.repeat(8_193));
  expect((await ann.closed).code).toBe(1009);
  expect(await server.store.head('lobby')).toBe(1);
});

test('WS-3: in json, a frame may have eight times the size of a message, or 16 KiB; the limit can be set', async () => {
  await using server = await runServer({ limits: { maxTextBytes: 100 } });
  using json = await jsonClient(server.ws);
  json.send(' '.repeat(16 * 1024 + 1));
  expect((await json.closed).code).toBe(1009);
  using plain = await plainClient(server.ws);
  plain.send('x'.repeat(101));
  expect((await plain.closed).code).toBe(1009);
});

test.each(['http://evil.example', 'null', 'https://localhost.evil.example', 'file://', 'http://localhost:1'])(
  'WS-6: a page from the origin %s gets 403',
  async (Origin) => {
    await using server = await runServer();
    using socket = new RawSocket(server.port);
    socket.write(handshake({ Origin }));
    expect(await socket.status()).toBe(403);
  },
);

test.each([
  ['no origin', {}],
  ['this host', { Origin: 'http://localhost' }],
  ['this host with its port', { Origin: 'http://chat.example:3434', Host: 'chat.example:3434' }],
  ['this host behind TLS', { Origin: 'https://chat.example', Host: 'chat.example' }],
  ['an allowed origin', { Origin: 'https://friend.example' }],
])('WS-6: %s is allowed', async (_name, headers: Record<string, string>) => {
  await using server = await runServer({ allowedOrigins: ['https://friend.example'], hostNames: ['chat.example'] });
  using socket = new RawSocket(server.port);
  socket.write(handshake(headers));
  expect(await socket.status()).toBe(101);
});

test('WS-6: a forged X-Forwarded-Host is believed only from a trusted proxy', async () => {
  const forged = { Origin: 'http://evil.example', 'X-Forwarded-Host': 'evil.example' };
  await using server = await runServer();
  using socket = new RawSocket(server.port);
  socket.write(handshake(forged));
  expect(await socket.status()).toBe(403);
  await using trusting = await runServer({ trustProxy: 'loopback' });
  using proxied = new RawSocket(trusting.port);
  proxied.write(handshake(forged));
  expect(await proxied.status()).toBe(101);
});

test.each([
  ['no Host', handshake({ Host: '' }), 400],
  ['HTTP/1.0', handshake({}, 'GET /ws HTTP/1.0'), 400],
  ['version 8', handshake({ 'Sec-WebSocket-Version': '8' }), 426],
  ['a bad key', handshake({ 'Sec-WebSocket-Key': 'x' }), 400],
  ['a POST', handshake({}, 'POST /ws HTTP/1.1'), 405],
  ['a body', `${handshake({ 'Content-Length': '5' })}hello`, 426],
  ['an unknown path', handshake({}, 'GET /wss HTTP/1.1'), 404],
  ['2,100 headers', handshake(Object.fromEntries(Array.from({ length: 2_100 }, (_, i) => [`x${i}`, '1']))), 431],
  ['a 20 KB header', handshake({ Cookie: 'x'.repeat(20_000) }), 431],
  ['a 20 KB URL', handshake({}, `GET /ws?room=${'x'.repeat(20_000)} HTTP/1.1`), 431],
  [
    'two lengths',
    `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ['TLS bytes', '\u0016\u0003\u0001\u0002\u0000', 400],
])('WS-7: a handshake with %s is refused', async (_name, request, status) => {
  await using server = await runServer();
  using socket = new RawSocket(server.port);
  socket.write(request);
  expect(await socket.status()).toBe(status);
});

test.each([
  ['unmasked', frame('x', { masked: false }), 1002],
  ['a reserved bit', frame('x', { reserved: 0x40 }), 1002],
  ['an unknown opcode', frame('x', { opcode: 3 }), 1002],
  ['a continuation of nothing', frame('x', { opcode: 0 }), 1002],
  ['a fragmented ping', frame('x', { opcode: 9, final: false }), 1002],
  ['a long ping', frame('x'.repeat(126), { opcode: 9 }), 1002],
  ['bad UTF-8', frame(Buffer.from([0xff, 0xfe])), 1007],
  ['a surrogate', frame(Buffer.from([0xed, 0xa0, 0x80])), 1007],
  ['a claimed 2^62 bytes', Buffer.from([0x81, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0]), 1009],
  [
    'fragments over the limit',
    Buffer.concat([frame('x'.repeat(60_000), { final: false }), frame('x'.repeat(60_000), { opcode: 0 })]),
    1009,
  ],
  [
    '140,000 empty fragments',
    Buffer.concat([
      frame('', { final: false }),
      ...Array.from({ length: 140_000 }, () => frame('', { opcode: 0, final: false })),
    ]),
    1008,
  ],
  ['a close of one byte', frame('x', { opcode: 8 }), 1002],
  ['a close with 999', frame(Buffer.from([0x03, 0xe7]), { opcode: 8 }), 1002],
])('%s closes the connection, and no other one is affected', async (_name, bytes, code) => {
  await using server = await runServer();
  using other = await plainClient(server.ws);
  using socket = new RawSocket(server.port);
  await socket.upgrade();
  socket.write(bytes);
  expect(await socket.closeCode()).toBe(code);
  other.send('ann', 'fine');
  expect(await other.line()).toBe('ann: fine');
  expect(server.reports).toEqual([]);
});

test('WS-7: a refusal of the version names the supported one', async () => {
  await using server = await runServer();
  using socket = new RawSocket(server.port);
  socket.write(handshake({ 'Sec-WebSocket-Version': '8' }));
  const response = (await socket.until((received) => received.includes('\r\n\r\n'))).toString().toLowerCase();
  expect(response).toContain('sec-websocket-version: 13');
  expect(response).toContain('upgrade: websocket');
});

test('WS-1: an unknown subprotocol is not accepted, and ours is', async () => {
  await using server = await runServer();
  using ours = new SocketClient(server.ws, ['graphql-ws', 'hubbub.v1']);
  await ours.opened;
  expect(ours.socket.protocol).toBe('hubbub.v1');
  using socket = new RawSocket(server.port);
  socket.write(handshake({ 'Sec-WebSocket-Protocol': 'graphql-ws' }));
  await socket.until((received) => received.includes('\r\n\r\n'));
  expect(socket.received.toString().toLowerCase()).not.toContain('sec-websocket-protocol');
});
