import { expect, test } from 'vitest';
import { frame, RawSocket } from './support/raw-socket.ts';
import { connectionCount, type RunningServer, runServer } from './support/in-process-server.ts';
import { SlowStore } from './support/slow-store.ts';
import { type JsonClient, jsonClient, plainClient } from './support/socket-client.ts';

const send = (cid: string, text: string, room = 'tea') => ({ type: 'send', room, cid, text });

/** A person with one session per list of rooms. */
async function person(server: RunningServer, name: string, ...sessions: string[][]): Promise<JsonClient[]> {
  const secret = `the secret of ${name}, long enough`;
  const clients: JsonClient[] = [];
  for (const rooms of sessions) {
    const client = await jsonClient(server.ws);
    client.command({ type: 'name', name, secret });
    await client.next('named');
    for (const room of rooms) await client.enter(room);
    clients.push(client);
  }
  return clients;
}

test('NAME-6: every session gets the new identity, and every room that they wrote in gets one notice', async () => {
  await using server = await runServer();
  const [first, second] = await person(server, 'ann', ['tea', 'garden'], ['tea']);
  const [ben] = await person(server, 'ben', ['tea', 'garden', 'attic']);
  first!.command(
    send('0', 'before', 'garden'),
    send('1', 'before'),
    { type: 'rename', name: ' Anna  Lee ' },
    send('2', 'after'),
  );
  const { me } = await first!.next('you');
  expect(me).toEqual({ id: expect.any(String), name: 'Anna Lee' });
  expect((await second!.next('you')).me).toEqual(me);
  const shown = (people: { name: string }[]) => people.map(({ name }) => name).toSorted();
  await ben!.next('posted', ({ cid }) => cid === '2');
  expect(await server.store.eventsAfter('tea', 0, 10)).toMatchObject([
    { name: 'ann', text: 'before' },
    { type: 'posted', kind: 'renamed', by: me!.id, name: 'ann', text: 'Anna Lee', cid: expect.stringMatching(/./) },
    { name: 'Anna Lee', text: 'after' },
  ]);
  expect(await server.store.eventsAfter('garden', 1, 10)).toMatchObject([{ kind: 'renamed', text: 'Anna Lee' }]);
  expect(await server.store.head('attic')).toBe(0);
  using late = await jsonClient(server.ws);
  for (const room of ['tea', 'garden']) {
    await late.enter(room);
    const { people } = await late.next('people', (line) => line.room === room);
    expect(shown(people)).toEqual(['Anna Lee', 'ben']);
  }
  await ben!.next('people', ({ people }) => people.some(({ name }) => name === 'Anna Lee'));
});

test('NAME-6: the secret brings the new name back, and without a quarantine the old name is free', async () => {
  await using server = await runServer({ limits: { nameQuarantineMs: 0 } });
  const [ann] = await person(server, 'ann', []);
  ann!.command({ type: 'rename', name: 'anna' });
  const { me } = await ann!.next('you');
  ann![Symbol.dispose]();
  await ann!.closed;
  using again = await jsonClient(server.ws);
  again.command({ type: 'hello', secret: 'the secret of ann, long enough' });
  expect((await again.next('you')).me).toEqual(me);
  using other = await jsonClient(server.ws);
  other.command({ type: 'name', name: 'Ann' });
  expect((await other.next('named')).me.name).toBe('Ann');
});

test('NAME-6: a rename to the same name posts nothing; another spelling of it is a new name', async () => {
  await using server = await runServer();
  const [ann] = await person(server, 'ann', ['tea']);
  ann!.command(send('1', 'hello'), { type: 'rename', name: ' ann ' });
  expect((await ann!.next('you')).me?.name).toBe('ann');
  expect(await server.store.head('tea')).toBe(1);
  ann!.command({ type: 'rename', name: 'Ann' });
  expect((await ann!.next('you')).me?.name).toBe('Ann');
  expect(await ann!.next('posted', ({ seq }) => seq === 2)).toMatchObject({ name: 'ann', text: 'Ann' });
});

test.each([
  ['ben', 'name_taken'],
  ['BEN', 'name_taken'],
  ['bеn', 'name_lookalike'],
  ['', 'name_invalid'],
  ['a\u202Eb', 'name_invalid'],
  ['x'.repeat(33), 'name_invalid'],
])('NAME-6, NAME-2, NAME-4: a rename to %j is refused (%s)', async (name, code) => {
  await using server = await runServer();
  await person(server, 'ben', []);
  const [ann] = await person(server, 'ann', ['tea']);
  ann!.command({ type: 'rename', name }, { type: 'hello' });
  expect(await ann!.next('error')).toMatchObject({ code, command: 'rename', field: 'name' });
  expect((await ann!.next('you')).me?.name).toBe('ann');
  expect(await server.store.head('tea')).toBe(0);
});

test('NAME-6, NAME-1: a rename needs a name', async () => {
  await using server = await runServer();
  using reader = await jsonClient(server.ws);
  reader.command({ type: 'rename', name: 'ann' });
  expect(await reader.next('error')).toMatchObject({ code: 'name_needed', command: 'rename' });
});

test('NAME-6: of two concurrent renames to one name, one succeeds', async () => {
  await using server = await runServer();
  const people = [...(await person(server, 'ann', [])), ...(await person(server, 'ben', []))];
  for (const client of people) client.command({ type: 'rename', name: 'zoe' });
  const answers = await Promise.all(
    people.map(async (client) => JSON.parse(await client.line((line) => /"(you|error)"/.test(line))).type as string),
  );
  expect(answers.toSorted()).toEqual(['error', 'you']);
});

test('NAME-6: concurrent renames of one person take effect one after the other, and the last one stays', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const [first, second] = await person(server, 'ann', ['tea'], ['tea']);
  const release = store.hold('rename');
  first!.command({ type: 'rename', name: 'anna' });
  await expect.poll(() => store.callCount('rename')).toBe(1);
  // Both arrive in one frame, so the second has started when the first is answered.
  second!.command(send('1', 'here'), { type: 'rename', name: 'annette' });
  await second!.next('ack');
  release();
  await Promise.all([first!, second!].map((client) => client.next('posted', ({ seq }) => seq === 3)));
  const notices = (await server.store.eventsAfter('tea', 1, 10)).flatMap((event) =>
    event.type === 'posted' ? [[event.name, event.text]] : [],
  );
  expect(notices).toHaveLength(2);
  expect(notices[0]![0]).toBe('ann');
  expect(notices[1]![0]).toBe(notices[0]![1]);
  for (const client of [first!, second!]) {
    client.command({ type: 'hello' }, { type: 'ping' });
    await client.next('heartbeat');
    const last = client.lines().findLast((line) => line.type === 'you');
    expect(last).toMatchObject({ me: { name: notices[1]![1] } });
  }
});

test('NAME-6, PLAIN-7: while a rename is undecided, its name goes to no guest and no claim', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const [ann] = await person(server, 'ann', ['lobby']);
  const release = store.hold('rename');
  ann!.command({ type: 'rename', name: 'zoe' });
  using guest = await plainClient(server.ws);
  guest.send('Zoe', 'hi');
  expect(await guest.line()).toBe('Zoe·2: hi');
  using other = await jsonClient(server.ws);
  other.command({ type: 'name', name: 'zoe' });
  expect((await other.next('error')).code).toBe('name_taken');
  release();
  expect((await ann!.next('you')).me?.name).toBe('zoe');
});

test("NAME-6, PLAIN-7: a rename cannot take a plain connection's name, which is free after the connection", async () => {
  await using server = await runServer();
  const [ann] = await person(server, 'ann', []);
  const guest = await plainClient(server.ws);
  guest.send('zoe', 'hi');
  await guest.line();
  ann!.command({ type: 'rename', name: 'Zoe' });
  expect((await ann!.next('error')).code).toBe('name_taken');
  guest.socket.close();
  await expect.poll(() => connectionCount(server.hub)).toBe(1);
  ann!.command({ type: 'rename', name: 'Zoe' });
  expect((await ann!.next('you')).me?.name).toBe('Zoe');
});

test('NAME-6: a session that signs in during a rename gets the new name', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const [ann] = await person(server, 'ann', ['tea']);
  const release = store.holdResults('person');
  using late = await jsonClient(server.ws);
  late.command({ type: 'hello', secret: 'the secret of ann, long enough' });
  late.command({ type: 'ping' });
  ann!.command({ type: 'rename', name: 'anna' });
  await ann!.next('you');
  release();
  expect((await late.next('you')).me?.name).toBe('anna');
});

test('NAME-6: a rename that the store fails to write changes nothing, and the name is free again', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  const [ann] = await person(server, 'ann', ['tea']);
  store.failOnce('rename');
  ann!.command({ type: 'rename', name: 'zoe' }, { type: 'hello' });
  expect((await ann!.next('error')).code).toBe('internal');
  expect((await ann!.next('you')).me?.name).toBe('ann');
  ann!.command({ type: 'rename', name: 'zoe' });
  expect((await ann!.next('you')).me?.name).toBe('zoe');
});

test('NAME-6, WS-8: a lagging session gets its new identity after the drain, once', async () => {
  await using server = await runServer({ limits: { maxBufferedBytes: 64 * 1024 } });
  const [ann] = await person(server, 'ann', ['tea']);
  using slow = new RawSocket(server.port);
  await slow.upgrade({ 'Sec-WebSocket-Protocol': 'hubbub.v1' });
  const commands = [
    { type: 'hello', secret: 'the secret of ann, long enough' },
    { type: 'join', room: 'tea' },
  ];
  slow.write(frame(commands.map((command) => JSON.stringify(command)).join('\n')));
  await slow.until((received) => received.includes('"type":"people"'));
  slow.socket.pause();
  for (let i = 0; server.hub.stats().lagging === 0; i++) {
    for (let n = 0; n < 50; n++) ann!.command(send(`${i} ${n}`, 'x'.repeat(8_000)));
    await ann!.next('ack', ({ cid }) => cid === `${i} 49`);
  }
  for (let i = 0; i < 20; i++) ann!.command({ type: 'rename', name: `ann ${i}` });
  await ann!.next('you', ({ me }) => me?.name === 'ann 19');
  slow.socket.resume();
  const received = String(
    await slow.until((bytes) => bytes.includes('"type":"you","me":{"id":"') && bytes.includes('ann 19"}}')),
  );
  const names = [...received.matchAll(/"type":"you","me":\{"id":"[^"]*","name":"([^"]*)"/g)].map(([, name]) => name);
  expect(names).toEqual(['ann', 'ann 19']);
});
