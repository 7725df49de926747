import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { MemoryStore } from './memory-store/store.ts';
import { runServer } from './support/in-process-server.ts';
import { jsonClient, plainClient } from './support/socket-client.ts';

const send = (cid: string, text: string, room = 'lobby') => ({ type: 'send', room, cid, text });

test('JSON-1: the first line is welcome, with the epoch, the heartbeat interval and the maximum text', async () => {
  await using server = await runServer({ limits: { maxTextBytes: 100, heartbeatMs: 1_234 } });
  using client = await jsonClient(server.ws);
  expect(await client.next('welcome')).toEqual({
    type: 'welcome',
    epoch: server.store.epoch,
    heartbeat: 1_234,
    maxText: 100,
  });
});

test('NAME-1, LOG-1: only posting needs a name; its event and its ack have the same seq', async () => {
  await using server = await runServer();
  using reader = await jsonClient(server.ws);
  using ann = await jsonClient(server.ws);
  expect(await reader.enter('lobby')).toMatchObject({ room: 'lobby', head: 0, messages: [], older: false });
  await ann.enter('lobby');
  ann.command(send('c1', 'too early'));
  expect(await ann.next('error')).toMatchObject({ code: 'name_needed', command: 'send', room: 'lobby', cid: 'c1' });
  ann.command({ type: 'name', name: '张三' }, send('c1', '你好\nworld'));
  const { me } = await ann.next('named');
  expect(await ann.next('ack')).toEqual({ type: 'ack', room: 'lobby', cid: 'c1', seq: 1 });
  expect(await reader.next('posted')).toEqual({
    type: 'posted',
    room: 'lobby',
    seq: 1,
    at: expect.any(Number),
    by: me.id,
    name: '张三',
    cid: 'c1',
    text: '你好\nworld',
  });
});

test('NAME-3: the secret brings the name back, also while the first connection is open', async () => {
  await using server = await runServer();
  using first = await jsonClient(server.ws);
  first.command({ type: 'name', name: 'ann' });
  const { me, secret } = await first.next('named');
  using second = await jsonClient(server.ws);
  second.command({ type: 'hello', secret });
  expect(await second.next('you')).toEqual({ type: 'you', me });
  using stranger = await jsonClient(server.ws);
  stranger.command({ type: 'hello', secret: `${secret}x` }, { type: 'hello' });
  expect(await stranger.next('you')).toEqual({ type: 'you', me: null });
  expect(await stranger.next('you')).toEqual({ type: 'you', me: null });
});

test("NAME-3: with the client's own secret, a retry after a lost reply gives the same person", async () => {
  await using server = await runServer();
  const secret = 'made by the client itself';
  using first = await jsonClient(server.ws);
  first.command({ type: 'name', name: 'ann', secret });
  const { me } = await first.next('named');
  using again = await jsonClient(server.ws);
  again.command({ type: 'name', name: 'ann', secret });
  expect(await again.next('named')).toEqual({ type: 'named', me, secret });
  using stranger = await jsonClient(server.ws);
  stranger.command({ type: 'name', name: 'ann', secret: `not ${secret}` });
  expect((await stranger.next('error')).code).toBe('name_taken');
  stranger.command({ type: 'name', name: 'ben', secret: 'short' });
  expect(await stranger.next('error')).toMatchObject({ code: 'bad_field', field: 'secret' });
});

test.each([
  ['ann', 'ann', 'name_taken'],
  ['ann', ' ANN ', 'name_taken'],
  ['张三', '张三', 'name_taken'],
  ['paypal', 'pаypаl', 'name_lookalike'],
  ['Alice', 'AIice', 'name_lookalike'],
  ['alice', 'ａｌｉｃｅ', 'name_lookalike'],
  ['José', 'Jose\u0301', 'name_taken'],
])('NAME-4: while %j is held, nobody else can claim %j (%s)', async (held, wanted, code) => {
  await using server = await runServer();
  using first = await jsonClient(server.ws);
  first.command({ type: 'name', name: held });
  await first.next('named');
  using second = await jsonClient(server.ws);
  second.command({ type: 'name', name: wanted });
  expect(await second.next('error')).toMatchObject({ code, command: 'name', field: 'name' });
});

test('NAME-4: of two concurrent claims of a name, one succeeds', async () => {
  await using server = await runServer();
  using first = await jsonClient(server.ws);
  using second = await jsonClient(server.ws);
  for (const client of [first, second]) client.command({ type: 'name', name: 'ann' });
  const answers = await Promise.all(
    [first, second].map(
      async (client) => JSON.parse(await client.line((line) => /"(named|error)"/.test(line))).type as string,
    ),
  );
  expect(answers.toSorted()).toEqual(['error', 'named']);
});

test.each([
  ['', 'empty'],
  [' \n ', 'empty'],
  ['x'.repeat(33), 'too_long'],
  ['a\u202Eb', 'hidden_characters'],
  ['a\u200Bb', 'hidden_characters'],
  ['a\u0007b', 'hidden_characters'],
  ['\u3164', 'hidden_characters'],
  ['e\u0301\u0302\u0303\u0304\u0305\u0306', 'too_many_marks'],
])('NAME-2: the name %j is refused (%s)', async (name, reason) => {
  await using server = await runServer();
  using client = await jsonClient(server.ws);
  client.command({ type: 'name', name });
  expect(await client.next('error')).toMatchObject({ code: 'name_invalid', reason, field: 'name' });
});

test.each(['محمد علي', '👩‍👩‍👧‍👦', 'می‌خواهم', 'नमस्ते', 'ประยุทธ์', "O'Brien", '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', '☕️', 'x'.repeat(32)])(
  'NAME-2: %j is a valid name',
  async (name) => {
    await using server = await runServer();
    using client = await jsonClient(server.ws);
    client.command({ type: 'name', name });
    expect((await client.next('named')).me.name).toBe(name.normalize('NFC'));
  },
);

test('NAME-5: a second name is refused', async () => {
  await using server = await runServer();
  using client = await jsonClient(server.ws);
  client.command({ type: 'name', name: 'ann' }, { type: 'name', name: 'ben' });
  expect((await client.next('error')).code).toBe('name_set');
});

test('ROOM-2, ROOM-3: one connection may be in many rooms, each under one spelling, and gets no lines of others', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  using ben = await jsonClient(server.ws);
  ann.command({ type: 'name', name: 'ann' }, { type: 'join', room: ' Café  Rouge ' }, { type: 'join', room: '上海' });
  expect((await ann.next('joined')).room).toBe('café rouge');
  expect((await ann.next('joined')).room).toBe('上海');
  await ben.enter('上海');
  ann.command(send('1', 'one', 'CAFÉ ROUGE'), send('2', 'two', '上海'), send('3', 'three', '北京'));
  expect(await ann.next('error')).toMatchObject({ code: 'not_joined', field: 'room', room: '北京', cid: '3' });
  expect(await ben.next('posted')).toMatchObject({ room: '上海', seq: 1, text: 'two' });
  ann.command({ type: 'leave', room: 'café rouge' }, send('4', 'four', 'café rouge'));
  expect((await ann.next('left')).room).toBe('café rouge');
  expect((await ann.next('error')).code).toBe('not_joined');
  expect(ben.lines().filter(({ type }) => type === 'posted')).toHaveLength(1);
});

test.each([
  ['a/b', 'slash'],
  ['..', 'slash'],
  ['\u202E', 'hidden_characters'],
  ['x'.repeat(65), 'too_long'],
])('ROOM-2: %j is an invalid room name (%s)', async (room, reason) => {
  await using server = await runServer();
  using client = await jsonClient(server.ws);
  client.command({ type: 'join', room });
  expect(await client.next('error')).toMatchObject({ code: 'room_invalid', reason, room });
});

test('ROOM-3: a connection may be in 100 rooms', async () => {
  await using server = await runServer();
  using client = await jsonClient(server.ws);
  client.command(...Array.from({ length: 101 }, (_, i) => ({ type: 'join', room: `room ${i}` })));
  expect(await client.next('error')).toMatchObject({ code: 'room_limit', room: 'room 100' });
});

test('ROOM-4: people count once across sessions, readers are counted, and leaving is announced', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  ann.command({ type: 'name', name: 'ann' });
  const { me, secret } = await ann.next('named');
  await ann.enter('lobby');
  using tab = await jsonClient(server.ws);
  tab.command({ type: 'hello', secret });
  await tab.enter('lobby');
  const plain = await plainClient(server.ws);
  plain.send('ben', 'hi');
  using reader = await jsonClient(server.ws);
  await reader.enter('lobby');
  const full = await reader.next('people', ({ people }) => people.length === 2);
  expect(full).toMatchObject({
    total: 3,
    unnamed: 1,
    people: [
      { id: me.id, name: 'ann' },
      { id: null, name: 'ben' },
    ],
  });
  plain.socket.close();
  expect(await reader.next('people', ({ total }) => total === 2)).toMatchObject({
    people: [{ id: me.id, name: 'ann' }],
  });
});

test('LOG-3: a retry is acknowledged with the first seq and not broadcast again; other content is refused', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  using ben = await jsonClient(server.ws);
  await ben.enter('lobby', 'ben');
  await ann.enter('lobby', 'ann');
  ann.command(send('c1', 'once'), send('c1', 'once'), send('c1', 'twice'), send('c2', 'end'));
  expect((await ann.next('ack')).seq).toBe(1);
  expect((await ann.next('ack')).seq).toBe(1);
  expect(await ann.next('error')).toMatchObject({ code: 'cid_reused', cid: 'c1' });
  await ben.next('posted', ({ text }) => text === 'end');
  expect(ben.lines().flatMap((line) => (line.type === 'posted' ? [[line.seq, line.text]] : []))).toEqual([
    [1, 'once'],
    [2, 'end'],
  ]);
  ben.command(send('c1', 'a cid is the own of its sender'));
  expect((await ben.next('ack')).seq).toBe(3);
});

test('LOG-6, LOG-7: edits and deletions are events; only the author may make them, and a deleted text is no longer returned', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  using ben = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  await ben.enter('lobby', 'ben');
  ann.command(send('1', 'frist'), send('2', 'secret'));
  await ben.next('posted', ({ seq }) => seq === 2);
  ben.command({ type: 'edit', room: 'lobby', cid: 'b', target: 1, text: 'mine' });
  expect(await ben.next('error')).toMatchObject({ code: 'not_yours', cid: 'b', command: 'edit', field: 'target' });
  ben.command({ type: 'delete', room: 'lobby', cid: 'b', target: 99 });
  expect((await ben.next('error')).code).toBe('no_such_message');
  ann.command(
    { type: 'edit', room: 'lobby', cid: '3', target: 1, text: 'first' },
    { type: 'edit', room: 'lobby', cid: '4', target: 2, text: 'more secret' },
    { type: 'delete', room: 'lobby', cid: '5', target: 2 },
    { type: 'edit', room: 'lobby', cid: '6', target: 2, text: 'back' },
  );
  expect((await ann.next('error')).code).toBe('message_deleted');
  expect(await ben.next('edited')).toMatchObject({ seq: 3, target: 1, text: 'first' });
  expect(await ben.next('deleted')).toMatchObject({ seq: 5, target: 2 });

  using late = await jsonClient(server.ws);
  late.command({ type: 'join', room: 'lobby', after: 0, epoch: server.store.epoch });
  await late.next('deleted');
  const log = late
    .lines()
    .flatMap((line) =>
      'seq' in line && 'at' in line ? [[line.seq, line.type, 'text' in line ? line.text : null]] : [],
    );
  expect(log).toEqual([
    [1, 'posted', 'frist'],
    [2, 'posted', ''],
    [3, 'edited', 'first'],
    [4, 'edited', ''],
    [5, 'deleted', null],
  ]);
  using fresh = await jsonClient(server.ws);
  const { messages } = await fresh.enter('lobby');
  expect(messages).toMatchObject([
    { seq: 1, text: 'first', revision: 3 },
    { seq: 2, text: '', revision: 5, deleted: true },
  ]);
});

test('LOG-4: a resume brings every event after the given one, once and in order, and then the live ones', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(...Array.from({ length: 900 }, (_, i) => send(`c${i}`, `${i}`)));
  await ann.next('ack', ({ seq }) => seq === 900);
  using ben = await jsonClient(server.ws);
  ben.command({ type: 'join', room: 'lobby', after: 100, epoch: server.store.epoch });
  ann.command(...Array.from({ length: 100 }, (_, i) => send(`d${i}`, `${i}`)));
  expect(await ben.next('resumed')).toMatchObject({ room: 'lobby', after: 100 });
  await ben.next('posted', ({ seq }) => seq === 1_000);
  const seqs = ben.lines().flatMap((line) => (line.type === 'posted' ? [line.seq] : []));
  expect(seqs).toEqual(Array.from({ length: 900 }, (_, i) => i + 101));
});

test.each([
  ['epoch', { after: 2, epoch: 'another' }],
  ['beyond_head', { after: 4 }],
  ['beyond_head', { after: -1 }],
  ['beyond_head', { after: 2 ** 53 }],
  ['beyond_head', { after: 1.5 }],
])('LOG-5: reset (%s) for %j, with the newest page', async (reason, from) => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(send('1', 'one'), send('2', 'two'), send('3', 'three'));
  await ann.next('ack', ({ seq }) => seq === 3);
  using ben = await jsonClient(server.ws);
  ben.command({ type: 'join', room: 'lobby', epoch: server.store.epoch, ...from });
  expect(await ben.next('reset')).toMatchObject({
    reason,
    head: 3,
    epoch: server.store.epoch,
    older: false,
    messages: { length: 3 },
  });
});

test('J-6, LOG-5: reset (other_history) when the event at `after` has another cid, resumed when it has this one', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(send('1', 'one'), send('2', 'two'), { type: 'edit', room: 'lobby', cid: '3', target: 1, text: 'better' });
  ann.command({ type: 'delete', room: 'lobby', cid: '4', target: 2 });
  await ann.next('ack', ({ seq }) => seq === 4);
  using ben = await jsonClient(server.ws);
  const resume = (after: number, cid: string) =>
    ben.command({ type: 'join', room: 'lobby', epoch: server.store.epoch, after, cid });
  // Of a message that was deleted, of an edit, and of a deletion.
  for (const after of [2, 3, 4]) {
    resume(after, `${after}`);
    expect(await ben.next('resumed')).toMatchObject({ after });
  }
  for (const after of [0, 1, 4]) {
    resume(after, 'another');
    expect(await ben.next('reset')).toMatchObject({ reason: 'other_history', head: 4, cid: '4' });
  }
  ben.command({ type: 'join', room: 'lobby' }, { type: 'join', room: 'empty' });
  expect(await ben.next('joined')).toMatchObject({ room: 'lobby', head: 4, cid: '4' });
  expect(await ben.next('joined')).not.toHaveProperty('cid');
});

test('J-6: a cid is compared in memory, and with one read of the store when the event is not there', async () => {
  const reads: unknown[][] = [];
  const memory = new MemoryStore();
  const eventsAfter = memory.eventsAfter.bind(memory);
  memory.eventsAfter = async (...args) => {
    reads.push(args);
    return eventsAfter(...args);
  };
  await using server = await runServer({ store: memory });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  for (let i = 1; i <= 1_300; i++) ann.command(send(`${i}`, 'x'));
  await ann.next('ack', ({ seq }) => seq === 1_300);
  using ben = await jsonClient(server.ws);
  reads.length = 0;
  ben.command({ type: 'join', room: 'lobby', after: 1_250, cid: '1250' });
  await ben.next('posted', ({ seq }) => seq === 1_300);
  expect(reads).toEqual([]);
  ben.command({ type: 'join', room: 'lobby', after: 2, cid: '2' });
  expect(await ben.next('reset')).toMatchObject({ reason: 'too_far' });
  expect(reads).toEqual([['lobby', 1, 1, 0]]);
});

test('LOG-5: a client that missed more than 1,000 events gets reset (too_far)', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  for (let i = 1; i <= 1_001; i++) ann.command(send(`c${i}`, `${i}`));
  await ann.next('ack', ({ seq }) => seq === 1_001);
  using ben = await jsonClient(server.ws);
  ben.command({ type: 'join', room: 'lobby', after: 0 });
  const reset = await ben.next('reset');
  expect(reset).toMatchObject({ reason: 'too_far', head: 1_001, older: true });
  expect(reset.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, i) => 952 + i));
});

test('JSON-4: heartbeats have the heads of the joined rooms, and a ping is answered with one', async () => {
  await using server = await runServer({ limits: { heartbeatMs: 50 } });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  expect((await ann.next('heartbeat')).heads).toEqual({ lobby: 0 });
  ann.command(send('1', 'one'));
  expect((await ann.next('heartbeat', ({ heads }) => heads['lobby'] === 1)).heads).toEqual({ lobby: 1 });
  await using quiet = await runServer();
  using ben = await jsonClient(quiet.ws);
  ben.command({ type: 'ping' });
  expect(await ben.next('heartbeat')).toEqual({ type: 'heartbeat', heads: {} });
});

test('LOG-8: blank and too long texts are refused with the cid; the longest allowed one is stored', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(
    send('1', ' \n '),
    send('2', '字'.repeat(2_731)),
    send('3', 'x'.repeat(8_192)),
    send('4', 'a\r\nb\u0000\u009B\uD800c'),
  );
  expect(await ann.next('error')).toMatchObject({ code: 'text_empty', cid: '1', field: 'text' });
  expect(await ann.next('error')).toMatchObject({ code: 'text_too_long', cid: '2', field: 'text' });
  expect((await ann.next('posted', ({ cid }) => cid === '3')).text).toHaveLength(8_192);
  expect((await ann.next('posted', ({ cid }) => cid === '4')).text).toBe('a\nb\uFFFDc');
});

test("plain and json clients receive each other's messages", async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  using ben = await plainClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(send('1', 'two\nlines'));
  expect(await ben.line()).toBe('ann: two lines');
  ben.send('ben', 'hi ann');
  expect(await ann.next('posted', ({ seq }) => seq === 2)).toMatchObject({ by: null, name: 'ben', text: 'hi ann' });
});

test('JSON-4: every connection gets heartbeats, also one opened between two of them', async () => {
  await using server = await runServer({ limits: { heartbeatMs: 100 } });
  const crowd = await Promise.all(
    Array.from({ length: 250 }, async (_, i) => {
      await delay(i);
      return jsonClient(server.ws);
    }),
  );
  for (const round of [1, 2, 3])
    for (const client of crowd) {
      await client.next('heartbeat');
      expect(client.lines().filter(({ type }) => type === 'heartbeat').length).toBeGreaterThanOrEqual(round);
    }
  for (const client of crowd) client[Symbol.dispose]();
});
