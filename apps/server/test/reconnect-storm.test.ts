import { expect, test } from 'vitest';
import type { Store } from '../src/chat/ports.ts';
import { MemoryStore } from './memory-store/store.ts';
import { runServer } from './support/in-process-server.ts';
import { jsonClient } from './support/socket-client.ts';

const CLIENTS = 200;
const ROOMS = ['tea', '花园'];

/** A store with messages, and the list of calls to it. */
async function recordedStore(messages: number): Promise<{ store: Store; reads: string[] }> {
  const inner = new MemoryStore();
  for (const room of ROOMS)
    for (let i = 1; i <= messages; i++)
      await inner.append({ type: 'posted', room, at: i, by: 'ann', cid: `${room} ${i}`, name: 'Ann', text: `${i}` });
  const reads: string[] = [];
  const store = new Proxy<Store>(inner, {
    get(real, name) {
      const value: unknown = Reflect.get(real, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        if (name !== 'close') reads.push(`${String(name)} ${String(args[0])}`);
        return Reflect.apply(value, real, args);
      };
    },
  });
  return { store, reads };
}

test('LOG-4: everybody who resumes after a restart gets what they missed, with one store read per room', async () => {
  const { store, reads } = await recordedStore(900);
  await using server = await runServer({ store });
  const back = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, i) => {
      const client = await jsonClient(server.ws);
      const after = i % 850;
      client.command({ type: 'join', room: ROOMS[i % 2]!, after, epoch: store.epoch });
      await client.next('posted', ({ seq }) => seq === 900);
      const seqs = client.lines().flatMap((line) => (line.type === 'posted' ? [line.seq] : []));
      expect(seqs).toEqual(Array.from({ length: 900 - after }, (__, n) => after + 1 + n));
      return client;
    }),
  );
  expect(reads.toSorted()).toEqual(ROOMS.map((room) => `newest ${room}`).toSorted());
  for (const client of back) client[Symbol.dispose]();
});

test('LOG-4: the same holds when a first-time join opened the room', async () => {
  const { store, reads } = await recordedStore(100);
  await using server = await runServer({ store });
  using first = await jsonClient(server.ws);
  first.command({ type: 'join', room: 'tea' });
  await first.next('joined');
  const back = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, i) => {
      const client = await jsonClient(server.ws);
      client.command({ type: 'join', room: 'tea', after: i % 100, epoch: store.epoch });
      await client.next('posted', ({ seq }) => seq === 100);
      return client;
    }),
  );
  expect(reads).toEqual(['newest tea', 'page tea', 'newest tea']);
  for (const client of back) client[Symbol.dispose]();
});

test('simultaneous first joins get the newest page, with two store reads per room', async () => {
  const { store, reads } = await recordedStore(60);
  await using server = await runServer({ store });
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, i) => {
      const client = await jsonClient(server.ws);
      client.command({ type: 'join', room: ROOMS[i % 2]! });
      expect((await client.next('joined')).messages.map(({ seq }) => seq).at(-1)).toBe(60);
      return client;
    }),
  );
  expect(reads.toSorted()).toEqual(ROOMS.flatMap((room) => [`newest ${room}`, `page ${room}`]).toSorted());
  // A later message is in the page of a later join.
  await clients[0]!.enter('tea', 'ann');
  clients[0]!.command({ type: 'send', room: 'tea', cid: '61', text: 'sixty-one' });
  await clients[2]!.next('posted');
  using late = await jsonClient(server.ws);
  late.command({ type: 'join', room: 'tea' });
  expect((await late.next('joined')).messages.at(-1)).toMatchObject({ seq: 61, text: 'sixty-one' });
  for (const client of clients) client[Symbol.dispose]();
});
