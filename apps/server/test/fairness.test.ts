import { expect, test } from 'vitest';
import { frame, RawSocket } from './support/raw-socket.ts';
import { connectionCount, runServer } from './support/in-process-server.ts';
import { jsonClient, plainClient } from './support/socket-client.ts';

const BIG = 'x'.repeat(8_000);
const json = { 'Sec-WebSocket-Protocol': 'hubbub.v1' };
const send = (room: string, cid: string, text: string) => ({ type: 'send', room, cid, text });

test('LOG-4: after the reply to a rejoin, nothing more comes from the former subscription', async () => {
  await using server = await runServer({ limits: { maxBufferedBytes: 64 * 1024 } });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  const count = 900;
  for (let i = 0; i < count; i++) ann.command(send('lobby', `${i}`, BIG));
  await ann.next('ack', ({ seq }) => seq === count);
  using slow = new RawSocket(server.port);
  await slow.upgrade(json);
  slow.socket.pause();
  slow.write(frame(JSON.stringify({ type: 'join', room: 'lobby', after: 0 })));
  await expect.poll(() => server.hub.stats().lagging).toBe(1);
  slow.write(frame(JSON.stringify({ type: 'join', room: 'lobby' })));
  slow.socket.resume();
  await slow.until((received) => received.includes('"type":"joined"'));
  ann.command(send('lobby', 'after', 'after'));
  const received = String(await slow.until((bytes) => bytes.includes('"cid":"after"')));
  const afterwards = received.slice(received.indexOf('"type":"joined"'));
  const seqs = [...afterwards.matchAll(/"type":"posted"[^}]*"seq":(\d+)/g)].map(([, seq]) => Number(seq));
  expect(seqs).toEqual([count + 1]);
});

test('WS-8: for a lagging reader of two rooms, the busy one does not hold up the quiet one', async () => {
  await using server = await runServer({ limits: { maxBufferedBytes: 64 * 1024 } });
  using slow = new RawSocket(server.port);
  await slow.upgrade(json);
  slow.write(frame(['busy', 'quiet'].map((room) => JSON.stringify({ type: 'join', room })).join('\n')));
  await slow.until((received) => received.includes('"room":"quiet"'));
  slow.socket.pause();
  using ann = await jsonClient(server.ws);
  await ann.enter('busy', 'ann');
  await ann.enter('quiet');
  const count = 2_500;
  for (let i = 0; i < count; i++) ann.command(send('busy', `${i}`, `${i} ${BIG}`));
  await ann.next('ack', ({ seq, room }) => room === 'busy' && seq === count);
  ann.command(send('quiet', 'quiet', 'hear me'));
  await ann.next('ack', ({ room }) => room === 'quiet');
  slow.socket.resume();
  const received = await slow.until((bytes) => bytes.includes('hear me'));
  expect(received.includes(`"text":"${count - 1} `)).toBe(false);
});

test('WS-8: a reader that stalls for too long is closed, whatever it sends meanwhile', async () => {
  await using server = await runServer({
    limits: { maxBufferedBytes: 64 * 1024, stallTimeoutMs: 100, heartbeatMs: 100 },
  });
  using stalled = new RawSocket(server.port);
  await stalled.upgrade();
  stalled.socket.pause();
  const pongs = setInterval(() => {
    stalled.write(frame('', { opcode: 10 }));
    stalled.write(frame(' '));
  }, 20);
  using ann = await plainClient(server.ws);
  ann.send('ann');
  for (let i = 0; connectionCount(server.hub) === 2; i++) {
    ann.send(`${i} ${BIG}`);
    await ann.line((line) => line.startsWith(`ann: ${i} `));
  }
  clearInterval(pongs);
});
