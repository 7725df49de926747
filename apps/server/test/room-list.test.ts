import type { RoomList } from '@hubbub/protocol/http';
import { expect, test, vi } from 'vitest';
import type { Connection } from '../src/chat/ports.ts';
import { json, readJson } from '../src/transports/dialects/json.ts';
import { runServer, type RunningServer } from './support/in-process-server.ts';

const range = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

const nothing = () => undefined;
const connection: Connection = {
  bufferedBytes: 0,
  write: () => true,
  pauseReading: nothing,
  resumeReading: nothing,
  setStallTimeout: nothing,
  close: nothing,
};

/** Joins rooms from an address; with `posts`, each gets a message. */
function enter({ hub }: RunningServer, network: string, rooms: string[], posts = false): void {
  const session = hub.connect(connection, json, network);
  const commands: object[] = rooms.map((room) => ({ type: 'join', room }));
  if (posts) commands.unshift({ type: 'name', name: `${network} ${rooms[0]}` });
  if (posts) commands.push(...rooms.map((room) => ({ type: 'send', room, cid: room, text: 'hi' })));
  session.receive(readJson(commands.map((command) => JSON.stringify(command)).join('\n')));
}

async function list(server: RunningServer): Promise<string[]> {
  const { rooms } = (await server.app.inject('/api/rooms')).json<RoomList>();
  return rooms.map(({ room }) => room);
}

const openRooms = ({ hub }: RunningServer) =>
  [...hub.rooms()].filter(({ presence }) => presence.people('').total > 0).length;

test('B-10: one address cannot push the rooms of others off the list, with empty rooms or with messages', async () => {
  await using server = await runServer();
  const honest = range(50).map((n) => `honest${n}`);
  for (const room of honest) enter(server, `address of ${room}`, [room], true);
  await expect.poll(() => openRooms(server)).toBe(50);
  await expect.poll(() => [...server.hub.rooms()].every(({ head }) => head === 1)).toBe(true);
  for (const kind of ['empty', 'full']) {
    const rooms = range(400).map((n) => `${kind}${n}`);
    for (const start of [0, 100, 200, 300])
      for (const window of range(4))
        enter(server, 'attacker', rooms.slice(start, start + 100), kind === 'full' && window === 1);
  }
  await expect.poll(() => openRooms(server), { timeout: 10_000 }).toBe(850);
  await expect.poll(() => [...server.hub.rooms()].filter(({ head }) => head === 1).length).toBe(450);
  const listed = await list(server);
  expect(listed.filter((room) => room.startsWith('honest'))).toHaveLength(50);
  expect(listed.length).toBe(200);
});

test('B-10: a room without messages is listed when two people are in it', async () => {
  await using server = await runServer();
  enter(server, 'a', ['alone', 'together']);
  enter(server, 'b', ['together']);
  await expect.poll(() => openRooms(server)).toBe(2);
  expect(await list(server)).toEqual(['together']);
});

test(
  'B-10: the list is built once a second, however often it is requested and however many rooms are open',
  { timeout: 30_000 },
  async () => {
    await using server = await runServer();
    for (const n of range(60))
      for (const _ of range(2))
        enter(
          server,
          `${n}`,
          range(100).map((m) => `r${n} ${m}`),
        );
    await expect.poll(() => openRooms(server), { timeout: 20_000 }).toBe(6_000);
    const rooms = vi.spyOn(server.store, 'rooms');
    const start = performance.now();
    const lists = await Promise.all(range(200).map(() => server.app.inject('/api/rooms')));
    expect(rooms.mock.calls.length).toBeLessThanOrEqual(1 + (performance.now() - start) / 1_000);
    expect(lists[0]!.json<RoomList>().rooms).toHaveLength(200);
    expect(lists.every(({ statusCode }) => statusCode === 200)).toBe(true);
  },
);
