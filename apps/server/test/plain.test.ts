import type { Message } from '@hubbub/protocol/events';
import { expect, test } from 'vitest';
import { runServer } from './support/in-process-server.ts';
import { jsonClient, plainClient } from './support/socket-client.ts';

test('PLAIN-1, PLAIN-2, PLAIN-6: the first frame is the name, and each later one reaches everybody as name: text', async () => {
  await using server = await runServer();
  using ann = await plainClient(server.ws);
  using ben = await plainClient(server.ws);
  ann.send('  ann\nsmith ', 'hello', '', 'how are\nyou?');
  expect(await ben.line()).toBe('ann smith: hello');
  expect(await ben.line()).toBe('ann smith: how are you?');
  ben.send('ben', 'fine');
  await Promise.all([ann, ben].map((client) => client.line((line) => line === 'ben: fine')));
  expect(ann.received).toEqual(['ann smith: hello', 'ann smith: how are you?', 'ben: fine']);
  expect(ben.received).toEqual(ann.received);
});

test('PLAIN-2: a message is trimmed after its newlines became spaces, in its room and in its history', async () => {
  await using server = await runServer();
  using person = await jsonClient(server.ws);
  await person.enter('lobby');
  using ann = await plainClient(server.ws);
  ann.send('ann', ' hello\nworld ', '\n\t\r\n', '\n\nbye\r\n');
  expect(await ann.line()).toBe('ann: hello world');
  expect(await ann.line()).toBe('ann: bye');
  expect((await person.next('posted')).text).toBe('hello world');
  expect((await person.next('posted')).text).toBe('bye');
  const history = (await (await fetch(`${server.http}api/rooms/lobby/messages`)).json()) as { messages: Message[] };
  expect(history.messages.map(({ text }) => text)).toEqual(['hello world', 'bye']);
});

test('PLAIN-1: a frame that is blank or has only invisible characters is not taken as the name', async () => {
  await using server = await runServer();
  using ann = await plainClient(server.ws);
  ann.send('', '  ', '\n', '\u200B\u202E', 'ann', 'hi');
  expect(await ann.line()).toBe('ann: hi');
});

test('PLAIN-3: unnamed connections receive', async () => {
  await using server = await runServer();
  using reader = await plainClient(server.ws);
  using ann = await plainClient(server.ws);
  ann.send('ann', 'anybody?');
  expect(await reader.line()).toBe('ann: anybody?');
});

test('PLAIN-4, WS-2: pending messages may share a frame, one per line, in order', async () => {
  await using server = await runServer();
  using ann = await plainClient(server.ws);
  const sent = Array.from({ length: 100 }, (_, i) => `message ${i}`);
  ann.send('ann', ...sent);
  await ann.line((line) => line === 'ann: message 99');
  expect(ann.received).toEqual(sent.map((text) => `ann: ${text}`));
  expect(ann.frames.length).toBeLessThan(sent.length);
});

test("PLAIN-5, ROOM-3: /ws is the lobby, ?room= is another room, and neither receives the other's messages", async () => {
  await using server = await runServer();
  using lobby = await plainClient(server.ws);
  using same = await plainClient(server.ws, 'Lobby');
  using other = await plainClient(server.ws, '任意房间');
  lobby.send('ann', 'in the lobby');
  other.send('张三', '在这里');
  expect(await same.line()).toBe('ann: in the lobby');
  expect(await other.line()).toBe('张三: 在这里');
  lobby.send('end');
  await same.line((line) => line === 'ann: end');
  expect(same.received).not.toContain('张三: 在这里');
  expect(other.received).toEqual(['张三: 在这里']);
});

test.each(['a/b', '\u202Eabc', '  ', 'x'.repeat(65)])(
  'PLAIN-5: the invalid room name %j closes with 4404',
  async (room) => {
    await using server = await runServer();
    using client = await plainClient(server.ws, room);
    expect((await client.closed).code).toBe(4404);
  },
);

test('PLAIN-6: an action is sent like any other message; topics, renames and reactions are not', async () => {
  await using server = await runServer();
  using person = await jsonClient(server.ws);
  using reader = await plainClient(server.ws);
  await person.enter('lobby', 'ann');
  const send = { type: 'send', room: 'lobby' };
  person.command(
    { ...send, cid: '1', text: 'about tea', kind: 'topic' },
    { ...send, cid: '2', text: 'waves', kind: 'action' },
    { type: 'react', room: 'lobby', cid: '3', target: 2, emoji: '👍' },
    { type: 'rename', name: 'anna' },
    { ...send, cid: '4', text: 'hi', reply: 2 },
  );
  await reader.line((line) => line.endsWith(' hi'));
  expect(reader.received).toEqual(['ann: waves', 'anna: hi']);
});

test('PLAIN-2: a message that begins with a slash is an ordinary text', async () => {
  await using server = await runServer();
  using person = await jsonClient(server.ws);
  await person.enter('lobby');
  using ann = await plainClient(server.ws);
  ann.send('ann', '/me waves');
  expect(await ann.line()).toBe('ann: /me waves');
  const event = await person.next('posted');
  expect(event.text).toBe('/me waves');
  expect(event).not.toHaveProperty('kind');
});

test('PLAIN-7: a name in use gets a visible suffix, and is free again after the connection', async () => {
  await using server = await runServer();
  using person = await jsonClient(server.ws);
  await person.enter('lobby', 'Alice');
  const first = await plainClient(server.ws);
  first.send('alice', 'one');
  expect(await first.line()).toBe('alice·2: one');
  using second = await plainClient(server.ws);
  second.send('ALICE', 'two');
  expect(await second.line((line) => line.endsWith('two'))).toBe('ALICE·3: two');
  const isThere = (people: { name: string }[]): boolean => people.some(({ name }) => name === 'alice·2');
  await person.next('people', ({ people }) => isThere(people));
  first.socket.close();
  await person.next('people', ({ people }) => !isThere(people));
  using third = await plainClient(server.ws);
  third.send('alice', 'three');
  expect(await third.line((line) => line.endsWith('three'))).toBe('alice·2: three');
});

test('PLAIN-7, NAME-4: a person cannot claim the name of a plain connection', async () => {
  await using server = await runServer();
  using bob = await plainClient(server.ws);
  bob.send('bob', 'hi');
  await bob.line();
  using person = await jsonClient(server.ws);
  person.command({ type: 'name', name: 'Bob' });
  expect((await person.next('error')).code).toBe('name_taken');
});

test.each(['می‌خواهم', 'क्‍ष', '👩‍🚀', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 're:zero'])('PLAIN-1: %s is a name', async (name) => {
  await using server = await runServer();
  using client = await plainClient(server.ws);
  client.send(name, 'hi');
  expect(await client.line()).toBe(`${name}: hi`);
});

test('B-2, PLAIN-7: invalid characters are left out of a name, and a long name is cut between graphemes', async () => {
  await using server = await runServer();
  using client = await plainClient(server.ws);
  client.send(`a\u202Eb\u{E0100}\u200Bc ${'👩‍👩‍👧‍👦'.repeat(40)}`, 'x');
  expect(await client.line()).toBe(`abc ${'👩‍👩‍👧‍👦'.repeat(4)}: x`);
});
