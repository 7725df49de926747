import { expect, test } from 'vitest';
import { HIGH_WATER_MARK_BYTES } from '../src/chat/ports.ts';
import { frame, RawSocket } from './support/raw-socket.ts';
import { connectionCount, runServer } from './support/in-process-server.ts';
import { jsonClient, plainClient } from './support/socket-client.ts';

const BIG = 'x'.repeat(8_000);

/** The texts of the frames that a raw socket received. */
function texts(received: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at + 2 <= received.length;) {
    const short = received.readUInt8(at + 1);
    const [header, length] =
      short < 126
        ? [2, short]
        : short === 126
          ? [4, received.readUInt16BE(at + 2)]
          : [10, Number(received.readBigUInt64BE(at + 2))];
    if (at + header + length > received.length) break;
    if (received.readUInt8(at) === 0x81)
      found.push(...received.toString('utf8', at + header, at + header + length).split('\n'));
    at += header + length;
  }
  return found;
}

test('WS-8: a stalled reader delays nobody, costs bounded memory, and misses nothing once it reads again', async () => {
  await using server = await runServer({ limits: { maxBufferedBytes: 64 * 1024 } });
  using slow = new RawSocket(server.port);
  await slow.upgrade();
  slow.socket.pause();
  using ann = await plainClient(server.ws);
  ann.send('ann');
  const count = 3_000;
  let peakBytes = 0;
  for (let i = 0; i < count; i++) {
    ann.send(`${i} ${BIG}`);
    if (i % 100 === 99) {
      await ann.line((line) => line.startsWith(`ann: ${i} `));
      for (const socket of server.sockets()) peakBytes = Math.max(peakBytes, socket.writableLength);
    }
  }
  // 24 MB were sent. The buffer is bounded by the limit and the frames of one commit.
  expect(peakBytes).toBeLessThan(2 * 1024 * 1024);
  slow.socket.resume();
  await slow.until((received) => received.length > count * BIG.length && texts(received).length === count);
  expect(texts(slow.received).map((line) => Number(line.split(' ')[1]))).toEqual(
    Array.from({ length: count }, (_, i) => i),
  );
});

test('WS-8: many stalled readers cost bounded memory together, and none misses anything', async () => {
  const budgetBytes = 512 * 1024;
  await using server = await runServer({
    limits: { maxBufferedBytes: 1024 * 1024, maxTotalBufferedBytes: budgetBytes },
  });
  const readers = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const reader = new RawSocket(server.port);
      await reader.upgrade();
      reader.socket.pause();
      return reader;
    }),
  );
  using ann = await plainClient(server.ws);
  ann.send('ann');
  const count = 1_500;
  let peakBytes = 0;
  for (let i = 0; i < count; i++) {
    ann.send(`${i} ${BIG}`);
    if (i % 50 === 49) {
      await ann.line((line) => line.startsWith(`ann: ${i} `));
      peakBytes = Math.max(
        peakBytes,
        server.sockets().reduce((sum, socket) => sum + socket.writableLength, 0),
      );
    }
  }
  // Each alone may buffer 1 MB. Together: the budget, and per reader the high-water mark and one flush.
  expect(peakBytes).toBeGreaterThan(budgetBytes);
  expect(peakBytes).toBeLessThan(budgetBytes + readers.length * (HIGH_WATER_MARK_BYTES + 64 * 1024));
  for (const { socket } of readers) socket.resume();
  for (const reader of readers) {
    await reader.until((received) => received.length > count * BIG.length && texts(received).length === count);
    reader[Symbol.dispose]();
  }
});

test('WS-8: a reader that stalls for too long is closed, and other connections are not affected', async () => {
  await using server = await runServer({ limits: { maxBufferedBytes: 64 * 1024, stallTimeoutMs: 200 } });
  using stalled = new RawSocket(server.port);
  await stalled.upgrade();
  stalled.socket.pause();
  using ann = await plainClient(server.ws);
  ann.send('ann');
  for (let i = 0; connectionCount(server.hub) === 2; i++) {
    ann.send(`${i} ${BIG}`);
    await ann.line((line) => line.startsWith(`ann: ${i} `));
  }
  ann.send('still here');
  expect(await ann.line((line) => line.startsWith('ann: still'))).toBe('ann: still here');
});

test('WS-8: the server stops reading from a client that does not read its replies', async () => {
  await using server = await runServer({ limits: { maxBufferedBytes: 64 * 1024 } });
  using writer = await jsonClient(server.ws);
  await writer.enter('lobby', 'ann');
  for (let i = 0; i < 60; i++) writer.command({ type: 'send', room: 'lobby', cid: `${i}`, text: BIG });
  await writer.next('ack', ({ seq }) => seq === 60);
  using greedy = new RawSocket(server.port);
  await greedy.upgrade({ 'Sec-WebSocket-Protocol': 'hubbub.v1' });
  greedy.socket.pause();
  // The reply to each join has 400 KB, so a thousand would be 400 MB.
  const join = frame(JSON.stringify({ type: 'join', room: 'lobby' }));
  for (let i = 0; i < 1_000; i++) greedy.write(join);
  writer.command({ type: 'send', room: 'lobby', cid: 'after', text: 'after' });
  await writer.next('posted', ({ cid }) => cid === 'after');
  const waiting = Math.max(...server.sockets().map((socket) => socket.writableLength));
  expect(waiting).toBeLessThan(5 * 1024 * 1024);
});

test('LOG-1: in a room of many shards everybody gets everything once and in order, also after a late join', async () => {
  await using server = await runServer();
  const come = async () => {
    const reader = new RawSocket(server.port);
    await reader.upgrade();
    return reader;
  };
  const early = await Promise.all(Array.from({ length: 1_100 }, come));
  using ann = await plainClient(server.ws);
  ann.send('ann');
  const late: RawSocket[] = [];
  for (let i = 0; i < 300; i++) {
    ann.send(`${i} x`);
    if (i % 30 === 0) late.push(await come());
  }
  const numbers = ({ received }: RawSocket) => texts(received).map((line) => Number(line.split(' ')[1]));
  for (const reader of early) {
    await reader.until((received) => received.includes('ann: 299 '));
    expect(numbers(reader)).toEqual(Array.from({ length: 300 }, (_, i) => i));
  }
  for (const reader of late) {
    await reader.until((received) => received.includes('ann: 299 '));
    const received = numbers(reader);
    expect(received).toEqual(received.map((_, i) => received[0]! + i));
  }
  for (const reader of [...early, ...late]) reader[Symbol.dispose]();
});

test('WS-5: pings come at the set interval; a client without pongs is disconnected, one with pongs stays', async () => {
  await using server = await runServer({ ping: { intervalMs: 40, timeoutMs: 150 } });
  using deaf = new RawSocket(server.port);
  await deaf.upgrade();
  using alive = await plainClient(server.ws);
  deaf.write(frame('deaf'));
  const talking = setInterval(() => deaf.write(frame('I speak but do not answer')), 20);
  await deaf.ended;
  clearInterval(talking);
  expect(deaf.received.includes(Buffer.from([0x89, 0]))).toBe(true);
  alive.send('ann', 'here');
  expect(await alive.line((line) => line.startsWith('ann'))).toBe('ann: here');
});

test('LOG-2: a client that sends faster than the disk writes is acknowledged in order and loses nothing', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  const count = 5_000;
  ann.command({ type: 'ping' });
  for (let i = 0; i < count; i++) ann.command({ type: 'send', room: 'lobby', cid: `${i}`, text: `${i}` });
  await ann.next('ack', ({ seq }) => seq === count);
  const acknowledged = ann.lines().flatMap((line) => (line.type === 'ack' ? [Number(line.cid)] : []));
  expect(acknowledged).toEqual(Array.from({ length: count }, (_, i) => i));
});

test('sessions that join and leave free their memory', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  for (let i = 0; i < 50; i++) {
    ann.command(
      { type: 'join', room: `room ${i}` },
      { type: 'leave', room: `room ${i}` },
      { type: 'join', room: 'lobby', after: 0 },
    );
    await ann.next('resumed');
  }
  expect([...server.hub.rooms()].map(({ name }) => name)).toEqual(['lobby']);
  ann.command({ type: 'send', room: 'lobby', cid: '1', text: 'once' });
  await ann.next('posted');
  ann.command({ type: 'ping' });
  await ann.next('heartbeat');
  expect(ann.lines().filter(({ type }) => type === 'posted')).toHaveLength(1);
});
