import type { Refusal } from '@hubbub/protocol/lines';
import { expect, test } from 'vitest';
import { runServer } from './support/in-process-server.ts';
import { jsonClient, plainClient, type JsonClient } from './support/socket-client.ts';

/** 8,190 marks in the order that takes longest to normalise. */
const descendingMarks = '\u0345'.repeat(2_730) + '\u0301'.repeat(2_730) + '\u0323'.repeat(2_730);
const oneGrapheme = '\u1100'.repeat(1_024);

/** Milliseconds of this process's CPU until the server has answered everything that was sent before. */
async function cost(client: JsonClient, send: () => void): Promise<number> {
  client.command({ type: 'ping' });
  await client.next('heartbeat');
  const start = process.cpuUsage();
  send();
  client.command({ type: 'ping' });
  await client.next('heartbeat');
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

test.each([
  ['name', { type: 'name', name: oneGrapheme }],
  ['rename', { type: 'rename', name: oneGrapheme }],
])('B-2, NAME-2: %s refuses one grapheme of 3,072 bytes', async (_, command) => {
  await using server = await runServer();
  using client = await jsonClient(server.ws);
  if (command.type === 'rename') await client.enter('lobby', 'ann');
  client.command(command);
  expect(await client.next('error')).toMatchObject({ code: 'name_invalid', reason: 'too_long' });
});

test('B-2, ROOM-2: a room of one grapheme and 3,072 bytes is refused everywhere', async () => {
  await using server = await runServer();
  using client = await jsonClient(server.ws);
  client.command({ type: 'join', room: oneGrapheme });
  expect(await client.next('error')).toMatchObject({ code: 'room_invalid', reason: 'too_long' });
  client.command({ type: 'watch', rooms: [{ room: oneGrapheme, after: 0 }] });
  expect(await client.next('error')).toMatchObject({ code: 'room_invalid', reason: 'too_long' });
  const path = encodeURIComponent(oneGrapheme.slice(0, 400));
  const response = await fetch(`${server.http}api/rooms/${path}/messages`);
  expect(await response.json()).toMatchObject({ code: 'room_invalid', reason: 'too_long' });
  using plain = await plainClient(server.ws, oneGrapheme.slice(0, 400));
  expect((await plain.closed).code).toBe(4404);
});

test('B-2, PLAIN-7: the name of a plain connection has at most 128 bytes and 64 code points, its suffix included', async () => {
  await using server = await runServer();
  const lines: string[] = [];
  for (const name of [
    `${oneGrapheme.slice(0, 200)}字`,
    '字'.repeat(60),
    '字'.repeat(60),
    '👨‍👩‍👧‍👦'.repeat(40),
    '👨‍👩‍👧‍👦'.repeat(40),
    'x'.repeat(32),
    'x'.repeat(32),
  ]) {
    const client = await plainClient(server.ws);
    client.send(name, 'hi');
    lines.push(await client.line((line) => line.endsWith(': hi')));
    // The connection stays open, so that the next one needs a suffix.
  }
  const names = lines.map((line) => line.slice(0, -': hi'.length));
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) {
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(128);
    expect(Array.from(name).length).toBeLessThanOrEqual(64);
  }
});

test.each([
  ['name', (text: string) => ({ type: 'name', name: text })],
  ['rename', (text: string) => ({ type: 'rename', name: text })],
  ['join', (text: string) => ({ type: 'join', room: text.slice(0, 2_048) })],
  ['leave', (text: string) => ({ type: 'leave', room: text.slice(0, 2_048) })],
  ['typing', (text: string) => ({ type: 'typing', room: text.slice(0, 2_048) })],
  ['send', (text: string) => ({ type: 'send', room: text.slice(0, 2_048), cid: '1', text: 'a' })],
  ['react', (text: string) => ({ type: 'react', room: text.slice(0, 2_048), cid: '1', target: 1, emoji: '👍' })],
  ['watch', (text: string) => ({ type: 'watch', rooms: [{ room: text.slice(0, 2_048), after: 0 }] })],
])('B-5: marks in descending class cost `%s` nothing', async (_, command) => {
  await using server = await runServer();
  using client = await jsonClient(server.ws);
  await client.enter('lobby', 'ann');
  // At this place a room of 2,048 characters has marks of two classes.
  const bombs = Array.from({ length: 15 }, () => command(descendingMarks.slice(1_706)));
  expect(await cost(client, () => bombs.forEach((bomb) => client.command(bomb)))).toBeLessThan(40);
  expect(server.reports).toEqual([]);
});

test('B-5, PLAIN-1: a first frame of marks in descending class costs nothing', async () => {
  await using server = await runServer();
  using client = await plainClient(server.ws);
  using other = await jsonClient(server.ws);
  const bomb = descendingMarks.slice(700, 700 + 4_000);
  const spent = await cost(other, () => client.send(...Array.from({ length: 15 }, () => bomb)));
  expect(spent).toBeLessThan(40);
});

test('B-5, JSON-2: the 20th refused name or room closes the connection with 4400, and nothing after it takes effect', async () => {
  await using server = await runServer();
  using client = await jsonClient(server.ws);
  const refused = [
    ...Array.from({ length: 10 }, () => ({ type: 'name', name: descendingMarks })),
    ...Array.from({ length: 10 }, () => ({ type: 'join', room: 'a/b' })),
  ];
  for (const command of refused.slice(1)) client.command(command);
  client.command({ type: 'join', room: 'lobby' });
  await client.next('joined');
  client.command(refused[0]!, { type: 'name', name: 'ann' });
  expect((await client.closed).code).toBe(4400);
  expect(client.lines().filter(({ type }) => type === 'error')).toHaveLength(20);
  expect(client.lines().some(({ type }) => type === 'named')).toBe(false);
});

test('B-5, JSON-2: names that are taken are not counted', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  using client = await jsonClient(server.ws);
  client.command(...Array.from({ length: 30 }, () => ({ type: 'name', name: 'ann' })), { type: 'name', name: 'ben' });
  expect((await client.next('named')).me.name).toBe('ben');
});

test.each([
  'alice\u{E0100}',
  'alice\u{E01EF}',
  'ali\u180Bce',
  'alice\u180D',
  'alice\u180F',
  'alice\u3164',
  'alice\u2800',
])('B-3, NAME-2: %j is refused beside alice', async (name) => {
  await using server = await runServer();
  using alice = await jsonClient(server.ws);
  await alice.enter('lobby', 'alice');
  using client = await jsonClient(server.ws);
  client.command({ type: 'name', name });
  expect(await client.next('error')).toMatchObject({ code: 'name_invalid', reason: 'hidden_characters' });
});

test.each([
  'alice\u{1D159}',
  'alice\u{16FE4}',
  'alice\u{13441}',
  'alice\u{13442}',
  'aӏice',
  'aliϲe',
  'ali\u0307ce',
  'al\u200Dice',
])('B-3, NAME-4: %j is refused beside alice', async (name) => {
  await using server = await runServer();
  using alice = await jsonClient(server.ws);
  await alice.enter('lobby', 'alice');
  using client = await jsonClient(server.ws);
  client.command({ type: 'name', name });
  const { code } = await client.next('error');
  expect(['name_invalid', 'name_lookalike']).toContain(code);
});

test('B-3, ROOM-5: a room that looks like another can be read, and takes no message', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  await ann.enter('lоbby');
  ann.command(
    { type: 'send', room: 'lоbby', cid: '1', text: 'hi' },
    { type: 'send', room: 'lobby', cid: '1', text: 'hi' },
  );
  expect(await ann.next('error')).toMatchObject({ code: 'room_lookalike', field: 'room', room: 'lоbby', cid: '1' });
  expect(await ann.next('ack')).toMatchObject({ room: 'lobby', cid: '1', seq: 1 });
  // Plain has no other way to say so.
  using plain = await plainClient(server.ws, 'lоbby');
  plain.send('bob', 'hi');
  expect((await plain.closed).code).toBe(4404);
  expect(server.reports).toEqual([]);
});

test('B-11, PLAIN-1: a name cannot hold the end of a name', async () => {
  await using server = await runServer();
  using reader = await plainClient(server.ws);
  using bob = await plainClient(server.ws);
  bob.send('bob: I quit', 'hello');
  expect(await reader.line()).toBe('bob I quit: hello');
  using other = await plainClient(server.ws);
  other.send('eve:\u2028', 'hi');
  expect(await reader.line()).toBe('eve: hi');
  using person = await jsonClient(server.ws);
  person.command({ type: 'name', name: 'bob: I quit' });
  expect(await person.next('error')).toMatchObject({ code: 'name_invalid', reason: 'colon' });
});

test('B-11, PLAIN-2: no character of a text or a name begins a line of its own in plain', async () => {
  await using server = await runServer();
  using reader = await plainClient(server.ws);
  using person = await jsonClient(server.ws);
  await person.enter('lobby', 'ann\u2028b');
  const text = `one${['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029', '\v', '\f'].join('ben: x')}end`;
  person.command({ type: 'send', room: 'lobby', cid: '1', text });
  expect(await reader.line()).toMatch(/^ann b: one[ -~]*end$/);
  using plain = await plainClient(server.ws);
  plain.send('cy', 'a\u2028b\u2029c\u0085d\ve\ff\r\ng');
  expect(await reader.line()).toBe('cy: a b c d e f g');
});

test.each(['a'.repeat(20), 'ab'.repeat(20), '12345'.repeat(6), 'abcdefghijklmnopqrstuvwxyz'])(
  'B-12, NAME-3: the secret %j is refused',
  async (secret) => {
    await using server = await runServer();
    using client = await jsonClient(server.ws);
    client.command({ type: 'name', name: 'ann', secret });
    expect(await client.next('error')).toMatchObject({
      code: 'secret_weak',
      field: 'secret',
    } satisfies Partial<Refusal>);
    // An older person may have it.
    client.command({ type: 'hello', secret });
    expect((await client.next('you')).me).toBeNull();
  },
);

test('B-12, NAME-3: the server makes secrets of 32 random bytes', async () => {
  await using server = await runServer();
  using client = await jsonClient(server.ws);
  await client.enter('lobby', 'ann');
  const { secret } = client.lines().find((line) => line.type === 'named')!;
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(secret).toMatch(/^[\w-]{43}$/);
});

test('B-12, NAME-3: a known secret only repeats its name', async () => {
  await using server = await runServer();
  const secret = 'the secret of ann, long enough';
  using ann = await jsonClient(server.ws);
  ann.command({ type: 'name', name: 'Ann', secret });
  const { me } = await ann.next('named');
  using again = await jsonClient(server.ws);
  again.command({ type: 'name', name: ' Ann', secret });
  expect(await again.next('named')).toEqual({ type: 'named', me, secret });
  using stranger = await jsonClient(server.ws);
  stranger.command({ type: 'name', name: 'Ben', secret });
  expect(await stranger.next('error')).toMatchObject({ code: 'name_set' });
  stranger.command({ type: 'name', name: 'Cy' });
  expect((await stranger.next('named')).me.name).toBe('Cy');
});
