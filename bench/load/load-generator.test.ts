import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { LoadGenerator } from './load-generator.ts';
import { naive } from './wire-formats.ts';

/** What a naive broadcast loop does wrong with this message for the member that joined as number `n`. */
type Flaw = (text: string, n: number) => 'drop' | 'duplicate' | undefined;

const open: { close: () => void }[] = [];
afterEach(() => open.splice(0).forEach((one) => one.close()));

async function generatorFor(flaw: Flaw, readers = 2): Promise<LoadGenerator> {
  const rooms = new Map<string, WebSocket[]>();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  open.push(server);
  server.on('connection', (socket, request) => {
    const room = rooms.get(request.url!) ?? [];
    rooms.set(request.url!, room);
    room.push(socket);
    socket.on('message', (data: Buffer) => {
      room.forEach((member, n) => {
        const action = flaw(data.toString(), n);
        if (action !== 'drop') member.send(data, { binary: false });
        if (action === 'duplicate') member.send(data, { binary: false });
      });
    });
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const generator = new LoadGenerator({ wireFormat: naive, port, rooms: 2, members: 10, senders: 2, readers });
  open.push({ close: () => generator[Symbol.dispose]() });
  await generator.connect();
  await generator.settle();
  return generator;
}

/** The number of a message within its run; earlier runs are for settling. */
const numberOf = (text: string) => Number(text.split(' ')[1]);

test('the delivery of a correct server is complete', async () => {
  const generator = await generatorFor(() => undefined);
  const result = await generator.run(200, 0.2);
  expect(result).toMatchObject({ sent: 40, expected: 400, delivered: 400, complete: true });
  // Two readers in each of two rooms, twenty messages in each.
  expect(result.latency.count).toBe(80);
  expect(await generator.run(200, 0.1)).toMatchObject({ sent: 20, expected: 200, delivered: 200, complete: true });
});

test('a message that one member misses is detected, even if that member is not a reader', async () => {
  const generator = await generatorFor((text, n) => (numberOf(text) === 13 && n === 4 ? 'drop' : undefined));
  expect(await generator.run(200, 0.2)).toMatchObject({ expected: 400, delivered: 399, complete: false });
});

test('a message that one member receives twice is detected', async () => {
  const generator = await generatorFor((text, n) => (numberOf(text) === 13 && n === 4 ? 'duplicate' : undefined));
  expect(await generator.run(200, 0.2)).toMatchObject({ expected: 400, complete: false });
});

test('a message that every member misses is detected', async () => {
  const generator = await generatorFor((text) => (numberOf(text) === 13 ? 'drop' : undefined));
  expect(await generator.run(200, 0.2)).toMatchObject({ expected: 400, delivered: 390, complete: false });
});

test('a message that one member misses is detected where every member is a reader, and bytes of others do not matter', async () => {
  const generator = await generatorFor((text, n) => (numberOf(text) === 13 && n === 4 ? 'drop' : undefined), 10);
  expect(await generator.run(200, 0.2)).toMatchObject({ expected: 400, delivered: 399, complete: false });
  expect(await generator.run(200, 0.05)).toMatchObject({ expected: 100, delivered: 100, complete: true });
});
