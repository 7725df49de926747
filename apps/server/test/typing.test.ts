import { setTimeout as delay } from 'node:timers/promises';
import { TYPING_TTL_MS } from '@hubbub/protocol/limits';
import { expect, test } from 'vitest';
import { type RunningServer, runServer } from './support/in-process-server.ts';
import { type JsonClient, jsonClient, plainClient } from './support/socket-client.ts';

const typing = { type: 'typing', room: 'tea' };

async function named(server: RunningServer, name: string): Promise<JsonClient> {
  const client = await jsonClient(server.ws);
  await client.enter('tea', name);
  return client;
}

const names = ({ people }: { people: { name: string }[] }) => people.map(({ name }) => name);

test('TYPING-1: the room sees who is typing, until the message is posted', async () => {
  await using server = await runServer();
  const ann = await named(server, 'ann');
  const ben = await named(server, 'ben');
  ann.command(typing);
  expect(await ben.next('typing')).toEqual({
    type: 'typing',
    room: 'tea',
    total: 1,
    people: [{ id: expect.any(String), name: 'ann' }],
  });
  const posted = performance.now();
  ann.command({ type: 'send', room: 'tea', cid: '1', text: 'hello' });
  expect(await ben.next('typing')).toMatchObject({ total: 0, people: [] });
  expect(performance.now() - posted).toBeLessThan(TYPING_TTL_MS / 2);
});

test('TYPING-1: typing ends when the person leaves the room or the last session closes', async () => {
  await using server = await runServer();
  const [ann, ben, zoe] = await Promise.all(['ann', 'ben', 'zoe'].map((name) => named(server, name)));
  ann!.command(typing);
  zoe!.command(typing);
  await ben!.next('typing', ({ total }) => total === 2);
  ann!.command({ type: 'leave', room: 'tea' });
  expect(names(await ben!.next('typing'))).toEqual(['zoe']);
  zoe!.socket.close();
  expect((await ben!.next('typing')).total).toBe(0);
});

test('TYPING-1: typing expires unless it is refreshed', async () => {
  await using server = await runServer();
  const ann = await named(server, 'ann');
  const ben = await named(server, 'ben');
  const startedAt = performance.now();
  ann.command(typing);
  await ben.next('typing');
  await delay(TYPING_TTL_MS / 2);
  ann.command(typing);
  // Clients expire the line by themselves, so it must be repeated.
  expect((await ben.next('typing')).total).toBe(1);
  expect((await ben.next('typing')).total).toBe(0);
  expect(performance.now() - startedAt).toBeGreaterThan(TYPING_TTL_MS * 1.5 - 50);
});

test('TYPING-1: several starts share one line, with three names, and each person once', async () => {
  await using server = await runServer();
  const ben = await named(server, 'ben');
  const writers = await Promise.all(Array.from({ length: 5 }, (_, i) => named(server, `writer ${i}`)));
  using tab = await jsonClient(server.ws);
  tab.command({ type: 'name', name: 'late', secret: 'one secret for both tabs' });
  using other = await jsonClient(server.ws);
  other.command({ type: 'name', name: 'late', secret: 'one secret for both tabs' });
  for (const client of [tab, other]) await client.enter('tea');
  const startedAt = performance.now();
  for (const client of [...writers, tab, other]) {
    for (let i = 0; i < 10; i++) client.command(typing);
    await delay(30);
  }
  const line = await ben.next('typing', ({ total }) => total === 6);
  expect(line.people).toHaveLength(3);
  await delay(1_200);
  const mostLines = 1 + (performance.now() - startedAt - 1_200) / 500;
  expect(ben.lines().filter(({ type }) => type === 'typing').length).toBeLessThanOrEqual(Math.max(2, mostLines));
});

test('TYPING-1: a session that joins sees who is typing, and a plain connection gets nothing', async () => {
  await using server = await runServer();
  const ann = await named(server, 'ann');
  using plain = await plainClient(server.ws, 'tea');
  ann.command(typing);
  await ann.next('typing');
  const ben = await named(server, 'ben');
  expect(names(await ben.next('typing'))).toEqual(['ann']);
  ann.command({ type: 'rename', name: 'anna' }, typing);
  expect(names(await ben.next('typing', (line) => line.total === 1 && names(line)[0] !== 'ann'))).toEqual(['anna']);
  ann.command({ type: 'send', room: 'tea', cid: '1', text: 'hello' });
  expect(await plain.line()).toBe('anna: hello');
  expect(plain.received).toEqual(['anna: hello']);
});

test('TYPING-1, NAME-1: typing needs a subscription and a name', async () => {
  await using server = await runServer();
  using reader = await jsonClient(server.ws);
  reader.command(typing);
  expect(await reader.next('error')).toMatchObject({ code: 'not_joined', command: 'typing', room: 'tea' });
  await reader.enter('tea');
  reader.command(typing);
  expect(await reader.next('error')).toMatchObject({ code: 'name_needed', command: 'typing' });
});

test('TYPING-1: in a room of more than 200 members typing is not broadcast', async () => {
  await using server = await runServer();
  const ann = await named(server, 'ann');
  const crowd = await Promise.all(Array.from({ length: 200 }, () => plainClient(server.ws, 'tea')));
  await expect.poll(() => [...server.hub.rooms()][0]?.presence.people('tea').total).toBe(201);
  ann.command(typing);
  await delay(1_500);
  expect(ann.lines().filter(({ type }) => type === 'typing')).toEqual([]);
  for (const client of crowd.splice(0, 10)) client.socket.close();
  await expect.poll(() => [...server.hub.rooms()][0]?.presence.people('tea').total).toBe(191);
  ann.command(typing);
  expect((await ann.next('typing')).total).toBe(1);
  for (const client of crowd) client[Symbol.dispose]();
});
