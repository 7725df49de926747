import type { MessagePage } from '@hubbub/protocol/http';
import { expect, test } from 'vitest';
import { MemoryStore } from './memory-store/store.ts';
import { type RunningServer, runServer } from './support/in-process-server.ts';
import { type JsonClient, jsonClient } from './support/socket-client.ts';

const send = (cid: string, text: string, more: object = {}) => ({ type: 'send', room: 'tea', cid, text, ...more });
const react = (cid: string, target: number, emoji: string) => ({ type: 'react', room: 'tea', cid, target, emoji });
const unreact = (cid: string, target: number, emoji: string) => ({ ...react(cid, target, emoji), type: 'unreact' });

/** Ann and Ben in one room. */
async function two(server: RunningServer): Promise<[ann: JsonClient, ben: JsonClient]> {
  const [ann, ben] = await Promise.all([jsonClient(server.ws), jsonClient(server.ws)]);
  await ann.enter('tea', 'ann');
  await ben.enter('tea', 'ben');
  return [ann, ben];
}

/** The error code for this cid. */
async function refusal(client: JsonClient, cid: string): Promise<string> {
  return (await client.next('error', (line) => line.cid === cid)).code;
}

async function page(server: RunningServer, query = ''): Promise<MessagePage> {
  return (await (await fetch(`${server.http}api/rooms/tea/messages${query}`)).json()) as MessagePage;
}

test('REPLY-1: a reply has the seq of the message that it answers, in the event and in the page', async () => {
  await using server = await runServer();
  const [ann, ben] = await two(server);
  ann.command(send('1', 'who has tea?'));
  await ben.next('posted');
  ben.command(send('2', 'I do', { reply: 1 }));
  expect(await ann.next('posted', ({ seq }) => seq === 2)).toMatchObject({ reply: 1, text: 'I do' });
  expect((await page(server)).messages.map(({ reply }) => reply)).toEqual([undefined, 1]);
});

test('REPLY-1: a reply needs a message of the same room, which may be deleted; a notice, an edit or a future seq is none', async () => {
  await using server = await runServer();
  const [ann] = await two(server);
  ann.command(send('1', 'one'), send('2', 'about tea', { kind: 'topic' }));
  ann.command({ type: 'edit', room: 'tea', cid: '3', target: 1, text: 'One' }, { type: 'join', room: 'elsewhere' });
  await ann.next('joined');
  for (const [cid, reply] of Object.entries({ a: 2, b: 3, c: 99 })) {
    ann.command(send(cid, 'what?', { reply }));
    expect(await refusal(ann, cid)).toBe('no_such_message');
  }
  ann.command({ ...send('d', 'what?', { reply: 1 }), room: 'elsewhere' });
  expect(await refusal(ann, 'd')).toBe('no_such_message');
  ann.command({ type: 'delete', room: 'tea', cid: '4', target: 1 }, send('5', 'a pity', { reply: 1 }));
  expect(await ann.next('posted', ({ cid }) => cid === '5')).toMatchObject({ reply: 1 });
});

test('KIND-1: an action is a message that can be edited, answered and deleted like any other', async () => {
  await using server = await runServer();
  const [ann, ben] = await two(server);
  ann.command(send('1', 'waves', { kind: 'action' }));
  expect(await ben.next('posted')).toMatchObject({ kind: 'action', name: 'ann', text: 'waves' });
  ben.command(send('2', 'hello', { reply: 1 }), react('3', 1, '👋'));
  ann.command({ type: 'edit', room: 'tea', cid: '4', target: 1, text: 'waves back' });
  await ann.next('ack', ({ cid }) => cid === '4');
  await ben.next('ack', ({ cid }) => cid === '3');
  expect((await page(server)).messages[0]).toMatchObject({
    kind: 'action',
    text: 'waves back',
    reactions: [{ emoji: '👋', people: [{ name: 'ben' }] }],
  });
  ann.command({ type: 'delete', room: 'tea', cid: '5', target: 1 }, send('6', '', { kind: 'action' }));
  expect((await ben.next('deleted')).target).toBe(1);
  expect(await refusal(ann, '6')).toBe('text_empty');
});

test('KIND-1, LOG-6: notices cannot be edited, deleted or reacted to', async () => {
  await using server = await runServer();
  const [ann, ben] = await two(server);
  ann.command(send('1', 'about tea', { kind: 'topic' }), { type: 'rename', name: 'anna' });
  await ann.next('posted', ({ kind }) => kind === 'renamed');
  for (const client of [ann, ben]) {
    for (const target of [1, 2]) {
      client.command({ type: 'edit', room: 'tea', cid: `e${target}`, target, text: 'x' });
      expect(await refusal(client, `e${target}`)).toBe('no_such_message');
      client.command({ type: 'delete', room: 'tea', cid: `d${target}`, target });
      expect(await refusal(client, `d${target}`)).toBe('no_such_message');
      client.command(react(`r${target}`, target, '👍'));
      expect(await refusal(client, `r${target}`)).toBe('no_such_message');
    }
  }
  expect(await server.store.head('tea')).toBe(2);
});

test('TOPIC-1: a join returns the newest topic, in one line; an empty one removes it', async () => {
  await using server = await runServer();
  const [ann, ben] = await two(server);
  ann.command(send('1', ' green\r\ntea\u0007  only ', { kind: 'topic' }));
  expect(await ben.next('posted')).toMatchObject({ kind: 'topic', text: 'green tea only', name: 'ann' });
  const topic = { text: 'green tea only', seq: 1, at: expect.any(Number), by: expect.any(String), name: 'ann' };
  using late = await jsonClient(server.ws);
  expect((await late.enter('tea')).topic).toEqual(topic);
  late.command({ type: 'join', room: 'tea', after: 99 });
  expect((await late.next('reset')).topic).toEqual(topic);
  expect((await page(server)).topic).toEqual(topic);
  ben.command(send('2', 'black tea', { kind: 'topic' }));
  await ben.next('ack');
  expect((await page(server)).topic).toMatchObject({ text: 'black tea', seq: 2, name: 'ben' });
  ann.command(send('3', ' \n ', { kind: 'topic' }));
  expect((await late.next('posted', ({ seq }) => seq === 3)).text).toBe('');
  expect((await page(server)).topic).toBeNull();
  late.command({ type: 'join', room: 'tea' });
  expect((await late.next('joined')).topic).toBeNull();
});

test('TOPIC-1: a topic has at most 1,024 bytes, whatever the limit of messages, and is no reply', async () => {
  await using server = await runServer({ limits: { maxTextBytes: 8 } });
  const [ann] = await two(server);
  ann.command(send('1', '字'.repeat(342), { kind: 'topic' }), send('2', `${'字'.repeat(341)} `, { kind: 'topic' }));
  expect(await refusal(ann, '1')).toBe('text_too_long');
  expect((await ann.next('posted')).text).toHaveLength(341);
  ann.command(send('3', 'x'), send('4', 'x', { kind: 'topic', reply: 2 }));
  expect(await ann.next('error', ({ cid }) => cid === '4')).toMatchObject({ code: 'bad_field', field: 'reply' });
});

test('REACT-1: a reaction counts once per person across sessions, and is removed once', async () => {
  await using server = await runServer();
  const [ann, ben] = await two(server);
  const { me: annMe } = await named(ann);
  const { me: benMe } = await named(ben);
  ann.command(send('1', 'tea?'));
  await ben.next('posted');
  ben.command(react('2', 1, '👍'), react('3', 1, '👍'), react('4', 1, '🎉'));
  expect(await ann.next('reacted')).toEqual({
    type: 'reacted',
    room: 'tea',
    seq: 2,
    at: expect.any(Number),
    by: benMe!.id,
    name: 'ben',
    cid: '2',
    target: 1,
    emoji: '👍',
    count: 1,
  });
  await ann.next('reacted', ({ cid }) => cid === '4');
  ann.command(react('5', 1, '👍'));
  await ann.next('ack', ({ cid }) => cid === '5');
  expect((await page(server)).messages[0]?.reactions).toEqual([
    { emoji: '👍', count: 2, people: [benMe, annMe] },
    { emoji: '🎉', count: 1, people: [benMe] },
  ]);
  ben.command(unreact('6', 1, '👍'), unreact('7', 1, '👍'), unreact('8', 1, '🎉'), unreact('9', 1, '🙈'));
  expect(await ann.next('unreacted')).toMatchObject({ target: 1, emoji: '👍', by: benMe!.id, count: 1 });
  await ben.next('ack', ({ cid }) => cid === '9');
  expect((await page(server)).messages[0]?.reactions).toEqual([{ emoji: '👍', count: 1, people: [annMe] }]);
});

/** The identity of this client. */
async function named(client: JsonClient) {
  client.command({ type: 'hello' });
  return client.next('you');
}

test('REACT-1, LOG-3: a retry of a reaction is one event; the same cid with another emoji is refused', async () => {
  await using server = await runServer();
  const [ann, ben] = await two(server);
  ann.command(send('1', 'tea?'));
  await ben.next('posted');
  ben.command(react('2', 1, '❤'), react('2', 1, '❤️'), react('2', 1, '👍'));
  expect((await ben.next('ack')).seq).toBe(2);
  expect((await ben.next('ack')).seq).toBe(2);
  expect(await refusal(ben, '2')).toBe('cid_reused');
  expect(await server.store.head('tea')).toBe(2);
});

test('REACT-2: a reaction needs an existing message of the room; a deletion removes the reactions', async () => {
  await using server = await runServer();
  const [ann, ben] = await two(server);
  await ann.enter('elsewhere');
  ann.command(send('1', 'tea?'), react('2', 1, '👍'), { ...send('3', 'here'), room: 'elsewhere' });
  await ann.next('ack', ({ cid }) => cid === '3');
  ben.command({ ...react('c', 1, '👍'), room: 'elsewhere' }, react('a', 99, '👍'), react('b', 2, '👍'));
  expect(await refusal(ben, 'c')).toBe('not_joined');
  expect(await refusal(ben, 'a')).toBe('no_such_message');
  expect(await refusal(ben, 'b')).toBe('no_such_message');
  ann.command({ type: 'delete', room: 'tea', cid: '4', target: 1 });
  await ben.next('deleted');
  ben.command(react('d', 1, '👍'), unreact('e', 1, '👍'));
  expect(await refusal(ben, 'd')).toBe('message_deleted');
  expect(await refusal(ben, 'e')).toBe('message_deleted');
  expect((await page(server)).messages[0]).not.toHaveProperty('reactions');
});

test('REACT-2: a message has at most twenty different emoji, and more people may use those', async () => {
  await using server = await runServer();
  const [ann, ben] = await two(server);
  ann.command(send('0', 'tea?'));
  const emoji = Array.from({ length: 21 }, (_, i) => String.fromCodePoint(0x1f600 + i));
  ann.command(...emoji.map((each, i) => react(`${i + 1}`, 1, each)));
  expect(await refusal(ann, '21')).toBe('reactions_full');
  ben.command(react('1', 1, emoji[0]!));
  expect(await ben.next('ack')).toMatchObject({ cid: '1' });
});

test('NAME-1: a reaction needs a name and a subscription', async () => {
  await using server = await runServer();
  using reader = await jsonClient(server.ws);
  reader.command(react('1', 1, '👍'));
  expect(await refusal(reader, '1')).toBe('not_joined');
  await reader.enter('tea');
  reader.command(react('2', 1, '👍'), unreact('3', 1, '👍'));
  expect(await refusal(reader, '2')).toBe('name_needed');
  expect(await refusal(reader, '3')).toBe('name_needed');
});

test('LOG-4, LOG-6: a resume from before a deletion brings the reactions, but not the text or its mentions', async () => {
  await using server = await runServer();
  const [ann, ben] = await two(server);
  ann.command(send('1', 'a secret for @ben'), react('2', 1, '👍'));
  expect((await ben.next('posted')).mentions).toEqual([{ id: expect.any(String), name: 'ben' }]);
  ann.command({ type: 'edit', room: 'tea', cid: '3', target: 1, text: 'not for @ben' });
  ann.command({ type: 'delete', room: 'tea', cid: '4', target: 1 });
  await ben.next('deleted');
  using late = await jsonClient(server.ws);
  late.command({ type: 'join', room: 'tea', after: 0 });
  await late.next('deleted');
  const log = late.lines().filter((line) => 'seq' in line && 'at' in line);
  expect(log).toMatchObject([
    { type: 'posted', text: '' },
    { type: 'reacted', emoji: '👍' },
    { type: 'edited', text: '' },
    { type: 'deleted' },
  ]);
  for (const event of log) expect(event).not.toHaveProperty('mentions');
});

test('MENTION-1: an event lists the people that its text mentions, except its author; a notice mentions nobody', async () => {
  await using server = await runServer();
  const [ann, ben] = await two(server);
  const { me } = await named(ben);
  ann.command(send('1', 'tea, @BEN? says @ann'), send('2', 'for @ben', { kind: 'topic' }), send('3', '@nobody'));
  expect((await ben.next('posted')).mentions).toEqual([me]);
  expect(await ben.next('posted')).not.toHaveProperty('mentions');
  expect(await ben.next('posted')).not.toHaveProperty('mentions');
  ann.command({ type: 'edit', room: 'tea', cid: '4', target: 3, text: '@ben, then' });
  expect((await ben.next('edited')).mentions).toEqual([me]);
});

test('MENTION-2: the inbox lists mentions of all rooms, newest first, page by page', async () => {
  await using server = await runServer();
  const [ann, ben] = await two(server);
  await ann.enter('garden');
  ann.command(...Array.from({ length: 35 }, (_, i) => send(`${i}`, `@ben ${i}`)));
  ann.command({ ...send('garden', '@Ben come out'), room: 'garden' });
  await ann.next('ack', ({ cid }) => cid === 'garden');
  ben.command({ type: 'mentions' });
  const first = await ben.next('mentions');
  expect(first.older).toBe(true);
  expect(first.items.map(({ room, message }) => `${room} ${message.seq}`)).toEqual([
    'garden 1',
    ...Array.from({ length: 29 }, (_, i) => `tea ${35 - i}`),
  ]);
  ben.command({ type: 'mentions', before: first.items.at(-1)!.id });
  const second = await ben.next('mentions');
  expect([second.older, second.items.map(({ message }) => message.seq)]).toEqual([false, [6, 5, 4, 3, 2, 1]]);
  ann.command({ type: 'delete', room: 'garden', cid: 'x', target: 1 });
  await ann.next('deleted');
  ben.command({ type: 'mentions' });
  expect((await ben.next('mentions')).items[0]).toMatchObject({ room: 'tea', message: { seq: 35, text: '@ben 34' } });
});

test('MENTION-2: without a name there is no inbox', async () => {
  await using server = await runServer();
  using reader = await jsonClient(server.ws);
  reader.command({ type: 'mentions' });
  expect(await reader.next('error')).toMatchObject({ code: 'name_needed', command: 'mentions' });
});

test('J-7, LOG-8: after --max-text was lowered, the retry of a stored message or edit is still acknowledged', async () => {
  const store = new MemoryStore();
  await using before = await runServer({ store });
  await using after = await runServer({ store, limits: { maxTextBytes: 10 } });
  const text = 'x'.repeat(100);
  const secret = 'the secret of ann, long enough';
  const commands = [
    { type: 'send', room: 'a', cid: '1', text },
    { type: 'edit', room: 'a', cid: '2', target: 1, text: `${text}!` },
  ];
  using ann = await jsonClient(before.ws);
  ann.command({ type: 'name', name: 'ann', secret });
  await ann.enter('a');
  ann.command(...commands);
  await ann.next('ack', ({ seq }) => seq === 2);
  using again = await jsonClient(after.ws);
  again.command({ type: 'hello', secret });
  await again.enter('a');
  again.command(...commands, { ...commands[0], cid: '3' }, { ...commands[1], cid: '4' });
  for (const seq of [1, 2]) expect((await again.next('ack')).seq).toBe(seq);
  for (const cid of ['3', '4'])
    expect(await again.next('error')).toMatchObject({ code: 'text_too_long', cid, field: 'text' });
});
