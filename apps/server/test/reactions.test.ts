import type { MessagePage } from '@hubbub/protocol/http';
import { expect, test } from 'vitest';
import { append, posted, range, reacted } from './store-contract/drafts.ts';
import { runServer, type RunningServer } from './support/in-process-server.ts';
import { jsonClient } from './support/socket-client.ts';

const PEOPLE_COUNT = 300;
const MESSAGES_COUNT = 50;
/** The longest names: 128 bytes of UTF-8. */
const people = range(1, PEOPLE_COUNT).map((n) => ({
  by: `${n}`.padStart(22, '0'),
  name: '🦊'.repeat(31) + `${n}`.padStart(4, '0'),
}));

/** Everybody has reacted with this emoji to every message of the room. */
async function popularRoom(server: RunningServer): Promise<void> {
  const { store } = server;
  const messages = range(1, MESSAGES_COUNT);
  await append(store, ...messages.map((n) => posted('tea', `${n}`, 'x')));
  for (const { by, name } of people)
    await append(store, ...messages.map((n) => ({ ...reacted('tea', `reaction ${n}`, n), by, name })));
}

async function pageBytes(server: RunningServer): Promise<number> {
  const response = await fetch(`${server.http}api/rooms/tea/messages?limit=${MESSAGES_COUNT}`);
  const text = await response.text();
  expect((JSON.parse(text) as MessagePage).messages).toHaveLength(MESSAGES_COUNT);
  return Buffer.byteLength(text);
}

test('B-2: reactions of 300 people with the longest names to 50 messages fit in a page and in a join', async () => {
  await using server = await runServer();
  await popularRoom(server);
  using reader = await jsonClient(server.ws);
  reader.command({ type: 'join', room: 'tea' });
  await reader.next('joined');
  const joinBytes = Buffer.byteLength(reader.received.find((line) => line.startsWith('{"type":"joined"'))!);
  expect(await pageBytes(server)).toBeLessThan(100 * 1024);
  expect(joinBytes).toBeLessThan(100 * 1024);
});

test('B-2: where each of 20 emoji has people with the longest names, a page ends at 256 KiB', async () => {
  await using server = await runServer();
  const messages = range(1, MESSAGES_COUNT);
  await append(server.store, ...messages.map((n) => posted('tea', `${n}`, 'x')));
  for (const [index, { by, name }] of people.entries())
    await append(
      server.store,
      ...messages.map((n) => ({ ...reacted('tea', `reaction ${n}`, n, `emoji ${index % 20}`), by, name })),
    );
  const response = await fetch(`${server.http}api/rooms/tea/messages?limit=${MESSAGES_COUNT}`);
  const text = await response.text();
  const page = JSON.parse(text) as MessagePage;
  expect(Buffer.byteLength(text)).toBeLessThan(256 * 1024);
  expect(page.messages.length).toBeGreaterThan(10);
  expect(page.older).toBe(true);
});

test('B-2: a reaction of the 300th person is one short event, and costs no more than that of the first', async () => {
  await using server = await runServer();
  using reader = await jsonClient(server.ws);
  await reader.enter('tea');
  const room = await server.hub.openRoom('tea');
  const post = async (index: number) => {
    await room.post({ ...reacted('tea', `reaction ${index}`, 1), ...people[index]! });
    return reader.next('reacted');
  };
  await room.post(posted('tea', '1'));
  const bytes = [];
  for (let index = 0; index < PEOPLE_COUNT; index++) bytes.push(Buffer.byteLength(JSON.stringify(await post(index))));
  expect(bytes[0]).toBeLessThan(350);
  expect(bytes.at(-1)! - bytes[0]!).toBeLessThan(8);
});

test('REACT-3: events count, pages list a sample, and everybody and one’s own are sent on demand', async () => {
  await using server = await runServer();
  const { store } = server;
  using ann = await jsonClient(server.ws);
  await ann.enter('tea', 'ann');
  ann.command({ type: 'hello' });
  const { me } = await ann.next('you');
  ann.command({ type: 'send', room: 'tea', cid: '1', text: 'x' }, { type: 'send', room: 'tea', cid: '2', text: 'y' });
  await ann.next('ack', ({ cid }) => cid === '2');
  await append(store, ...range(1, 6).map((n) => reacted('tea', `${n}`, 1, '👍', `${n}`)));
  ann.command(
    { type: 'react', room: 'tea', cid: '3', target: 1, emoji: '👍' },
    { type: 'react', room: 'tea', cid: '4', target: 1, emoji: '👍' },
  );
  await ann.next('ack', ({ cid }) => cid === '4');
  const events = await store.eventsAfter('tea', 2, 10);
  expect(events.map((event) => 'count' in event && event.count)).toEqual([1, 2, 3, 4, 5, 6, 7, 7]);
  ann.command(
    { type: 'my_reactions', room: 'Tea', targets: [1, 2, 3, 99] },
    { type: 'reactions', room: 'Tea', target: 1 },
    { type: 'reactions', room: 'tea', target: 3 },
  );
  expect(await ann.next('my_reactions')).toEqual({
    type: 'my_reactions',
    room: 'tea',
    reactions: [
      { target: 1, revision: 10, emoji: ['👍'] },
      { target: 2, revision: 2, emoji: [] },
    ],
  });
  const everybody = [...range(1, 6).map((n) => ({ id: `${n}`, name: `${n}` })), me];
  expect(await ann.next('reactions')).toEqual({
    type: 'reactions',
    room: 'tea',
    target: 1,
    revision: 10,
    reactions: [{ emoji: '👍', count: 7, people: everybody }],
  });
  expect(await ann.next('error')).toMatchObject({ code: 'no_such_message', command: 'reactions', room: 'tea' });
  const page = (await (await fetch(`${server.http}api/rooms/tea/messages`)).json()) as MessagePage;
  expect(page.messages[0]?.reactions).toEqual([{ emoji: '👍', count: 7, people: everybody.slice(0, 5) }]);
});

test('NAME-1: one’s own reactions need a name; those of all do not', async () => {
  await using server = await runServer();
  await append(server.store, posted('tea', '1'));
  using reader = await jsonClient(server.ws);
  await reader.enter('tea');
  reader.command({ type: 'my_reactions', room: 'tea', targets: [1] }, { type: 'reactions', room: 'tea', target: 1 });
  expect(await reader.next('error')).toMatchObject({ code: 'name_needed', command: 'my_reactions' });
  expect(await reader.next('reactions')).toMatchObject({ reactions: [] });
});
