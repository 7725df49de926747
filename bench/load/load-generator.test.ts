import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { Crowd } from './load-generator.ts';
import { naive } from './wire-formats.ts';

/** The naive loop, except for what `flaw` does with the message of this text for the member who came as number `n`. */
type Flaw = (text: string, n: number) => 'drop' | 'twice' | undefined;

const open: { close: () => void }[] = [];
afterEach(() => open.splice(0).forEach((one) => one.close()));

async function crowdAt(flaw: Flaw): Promise<Crowd> {
  const rooms = new Map<string, WebSocket[]>();
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  open.push(server);
  server.on('connection', (socket, request) => {
    const room = rooms.get(request.url!) ?? [];
    rooms.set(request.url!, room);
    room.push(socket);
    socket.on('message', (data: Buffer) => {
      room.forEach((member, n) => {
        const what = flaw(data.toString(), n);
        if (what !== 'drop') member.send(data, { binary: false });
        if (what === 'twice') member.send(data, { binary: false });
      });
    });
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const crowd = new Crowd({ wire: naive, port, rooms: 2, members: 10, senders: 2, witnesses: 2 });
  open.push({ close: () => crowd.end() });
  await crowd.gather();
  await crowd.settle();
  return crowd;
}

/** The number of a message within its span; the spans before are for settling. */
const numberOf = (text: string) => Number(text.split(' ')[1]);

test('an honest server is complete', async () => {
  const crowd = await crowdAt(() => undefined);
  const outcome = await crowd.talk(200, 0.2);
  expect(outcome).toMatchObject({ sent: 40, due: 400, delivered: 400, complete: true });
  // Two witnesses in each of two rooms, twenty messages in each.
  expect(outcome.latency.count).toBe(80);
  expect(await crowd.talk(200, 0.1)).toMatchObject({ sent: 20, due: 200, delivered: 200, complete: true });
});

test('one message that one member misses is noticed, though nobody there reads', async () => {
  const crowd = await crowdAt((text, n) => (numberOf(text) === 13 && n === 4 ? 'drop' : undefined));
  expect(await crowd.talk(200, 0.2)).toMatchObject({ due: 400, delivered: 399, complete: false });
});

test('one message that one member gets twice is noticed', async () => {
  const crowd = await crowdAt((text, n) => (numberOf(text) === 13 && n === 4 ? 'twice' : undefined));
  expect(await crowd.talk(200, 0.2)).toMatchObject({ due: 400, complete: false });
});

test('one message that everybody misses is noticed', async () => {
  const crowd = await crowdAt((text) => (numberOf(text) === 13 ? 'drop' : undefined));
  expect(await crowd.talk(200, 0.2)).toMatchObject({ due: 400, delivered: 390, complete: false });
});
