import { expect, test } from 'vitest';
import { frame, RawSocket } from './raw-socket.ts';
import { runServer } from './running-server.ts';
import { jsonClient, plainClient } from './socket-client.ts';

const BIG = 'x'.repeat(8_000);
const json = { 'Sec-WebSocket-Protocol': 'hubbub.v1' };
const send = (room: string, cid: string, text: string) => ({ type: 'send', room, cid, text });

test.each([0, 1, 2, 3, 4, 5, 6])(
  'LOG-4: after a rejoin is answered the old place says nothing more (%i commands between)',
  async (between) => {
    await using server = await runServer();
    using ann = await jsonClient(server.ws);
    await ann.enter('lobby', 'ann');
    ann.tell(...Array.from({ length: 700 }, (_, i) => send('lobby', `${i}`, `${i}`)));
    await ann.next('ack', ({ seq }) => seq === 700);
    using ben = await jsonClient(server.ws);
    ben.tell(
      { type: 'join', room: 'lobby', after: 0 },
      ...Array.from({ length: between }, (_, i) => ({ type: 'join', room: `other ${i}` })),
      { type: 'join', room: 'lobby', after: 5 },
    );
    await ben.next('resumed', ({ after }) => after === 5);
    await ben.next('posted', ({ seq }) => seq === 700);
    const lines = ben.lines();
    const answered = lines.findIndex((line) => line.type === 'resumed' && line.after === 5);
    const seqs = lines.slice(answered).flatMap((line) => (line.type === 'posted' ? [line.seq] : []));
    expect(seqs).toEqual(Array.from({ length: 695 }, (_, i) => i + 6));
  },
);

test('WS-8: of two rooms of one who is behind, the busy one does not keep the quiet one waiting', async () => {
  await using server = await runServer({ limits: { maxWaiting: 64 * 1024 } });
  using slow = new RawSocket(server.port);
  await slow.upgrade(json);
  slow.write(frame(['busy', 'quiet'].map((room) => JSON.stringify({ type: 'join', room })).join('\n')));
  await slow.until((received) => received.includes('"room":"quiet"'));
  slow.socket.pause();
  using ann = await jsonClient(server.ws);
  await ann.enter('busy', 'ann');
  await ann.enter('quiet');
  const count = 2_500;
  for (let i = 0; i < count; i++) ann.tell(send('busy', `${i}`, `${i} ${BIG}`));
  await ann.next('ack', ({ seq, room }) => room === 'busy' && seq === count);
  ann.tell(send('quiet', 'quiet', 'hear me'));
  await ann.next('ack', ({ room }) => room === 'quiet');
  slow.socket.resume();
  const received = await slow.until((bytes) => bytes.includes('hear me'));
  expect(received.includes(`"text":"${count - 1} `)).toBe(false);
});

test('JSON-2: a frame of nothing but bad lines is not answered line by line', async () => {
  await using server = await runServer();
  using bad = new RawSocket(server.port);
  await bad.upgrade(json);
  bad.write(frame('x\n'.repeat(30_000)));
  expect(await bad.closeCode()).toBe(4400);
  expect(bad.received.toString().split('"bad_json"').length - 1).toBe(20);
});

test('WS-8: who takes nothing for too long is closed, whatever it says meanwhile', async () => {
  await using server = await runServer({ limits: { maxWaiting: 64 * 1024, stall: 100, heartbeat: 100 } });
  using stalled = new RawSocket(server.port);
  await stalled.upgrade();
  stalled.socket.pause();
  const talking = setInterval(() => {
    stalled.write(frame('', { opcode: 10 }));
    stalled.write(frame(' '));
  }, 20);
  using ann = await plainClient(server.ws);
  ann.say('ann');
  for (let i = 0; server.chat.connections === 2; i++) {
    ann.say(`${i} ${BIG}`);
    await ann.line((line) => line.startsWith(`ann: ${i} `));
  }
  clearInterval(talking);
});
