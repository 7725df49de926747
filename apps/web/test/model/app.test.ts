import { Client } from '@hubbub/client';
import { FakeServer } from '@hubbub/client/testing';
import { memoryIdentity } from '@hubbub/client/identity';
import { memoryOutbox } from '@hubbub/client/outbox/memory';
import type { Message, Posted } from '@hubbub/protocol/events';
import { expect, test } from 'vitest';
import { App } from '../../src/model/app.ts';
import { PersistedMap } from '../../src/model/persisted-map.ts';

const me = { id: 'me', name: '张三' };

function message(seq: number, by = 'ann'): Message {
  return { seq, at: seq, by, name: by, cid: `${by}-${seq}`, text: `text ${seq}`, revision: seq };
}

function posted(room: string, seq: number, by = 'ann'): Posted {
  return { type: 'posted', room, seq, at: seq, by, cid: `${by}-${seq}`, name: by, text: `text ${seq}` };
}

interface PageOptions {
  room?: string;
  messages?: Message[];
  seen?: Record<string, number>;
  visible?: boolean;
}

/** A page that is online in `room`, which has `messages`. */
function page(options: PageOptions = {}) {
  const { room = 'ops', messages = [], seen = {}, visible = true } = options;
  const server = new FakeServer();
  const identity = memoryIdentity('secret');
  const client = new Client({
    url: 'ws://hubbub.test/ws',
    api: 'http://hubbub.test/api',
    identity,
    outbox: memoryOutbox(),
    WebSocket: server.WebSocket,
  });
  const paths: string[] = [];
  const marks = new PersistedMap<number>({ storage: null, key: 'seen', valueType: 'number' });
  for (const [name, head] of Object.entries(seen)) marks.set(name, head);
  const app = new App({
    client,
    identity,
    drafts: new PersistedMap<string>({ storage: null, key: 'drafts', valueType: 'string' }),
    replies: new PersistedMap<number>({ storage: null, key: 'replies', valueType: 'number' }),
    seen: marks,
    emoji: new PersistedMap<string>({ storage: null, key: 'emoji', valueType: 'string' }),
    fetchRooms: async () => ({ rooms: [] }),
    base: new URL('http://hubbub.test/chat/'),
    language: { lang: 'en', locale: 'en-GB' },
    preferences: { theme: 'auto', lang: undefined },
    applyPreferences: async () => ({ lang: 'en', locale: 'en-GB' }),
    setPath: (path, entry) => paths.push(entry === 'push' ? path : `replaced by ${path}`),
    now: () => 1_000,
  });
  client.start();
  server.accept();
  server.welcome();
  server.send({ type: 'you', me });
  app.goTo({ type: 'room', room });
  app.setVisible(visible);
  server.received();
  joined(server, room, messages);
  app.refresh();
  return { app, client, server, paths };
}

function joined(server: FakeServer, room: string, messages: Message[]): void {
  const head = messages.at(-1)?.seq ?? 0;
  server.send({ type: 'joined', room, epoch: 'first', head, messages, older: false, topic: null });
}

test('the room of the address is joined and shown', () => {
  const { app } = page({ messages: [message(1)] });
  expect(app.connection.value).toEqual({ type: 'online' });
  expect(app.me.value).toEqual(me);
  expect(app.view.value).toMatchObject({ room: 'ops', phase: 'live', messages: [{ seq: 1 }] });
});

test('opening a room leaves the previous one and changes the address', () => {
  const { app, server, paths } = page();
  app.open('上海');
  expect(paths).toEqual(['/chat/r/%E4%B8%8A%E6%B5%B7']);
  expect(app.link('上海')).toBe('http://hubbub.test/chat/r/%E4%B8%8A%E6%B5%B7');
  expect(server.received().filter(({ type }) => type !== 'watch')).toMatchObject([
    { type: 'join', room: '上海' },
    { type: 'leave', room: 'ops' },
  ]);
});

test('rooms that were left are watched from their last read message, and the open room is not watched', async () => {
  const { app, client, server } = page({ messages: [message(1), message(2)], seen: { tea: 5 } });
  app.open('上海');
  await Promise.resolve();
  const watched = server.received().findLast(({ type }) => type === 'watch');
  expect(watched).toEqual({
    type: 'watch',
    rooms: [
      { room: 'tea', after: 5 },
      { room: 'ops', after: 2 },
    ],
  });
  const unread = { messages: 3, mentions: 1 };
  server.send({ type: 'unread', rooms: [{ room: 'ops', head: 6, ...unread }] });
  app.refresh();
  expect(app.unread.countsOf('ops')).toMatchObject(unread);
  expect(app.unread.mentionCount).toBe(1);
  app.open('ops');
  expect(app.unread.countsOf('ops')).toEqual({ messages: 0, mentions: 0 });
  expect(client.unread.size).toBeLessThanOrEqual(1);
});

test('a message of the joined room becomes the jump target', async () => {
  const { app } = page({ messages: [message(1), message(2), message(3)] });
  app.open('ops', 2);
  await expect.poll(() => app.jumpTarget.current.value).toMatchObject({ room: 'ops', seq: 2 });
  expect(app.jumpTarget.problem.value).toBeNull();
  app.jumpTo({ seq: 3 });
  await expect.poll(() => app.jumpTarget.current.value).toMatchObject({ room: 'ops', seq: 3 });
});

test('a permalink to a missing message shows its neighbour unmarked, and the address drops the message', async () => {
  const { app, paths } = page({ messages: [message(1), message(3)] });
  app.open('ops', 2);
  await expect.poll(() => app.jumpTarget.problem.value).toBe('missing');
  expect(app.jumpTarget.current.value).toMatchObject({ type: 'message', lit: 0 });
  expect(paths).toEqual(['/chat/r/ops/2', 'replaced by /chat/r/ops']);
  expect(app.route.value).toEqual({ type: 'room', room: 'ops' });
});

test('going back to the newest messages drops the message from the address', async () => {
  const { app, paths } = page({ messages: [message(1), message(2)] });
  app.open('ops', 1);
  await expect.poll(() => app.jumpTarget.current.value).toMatchObject({ type: 'message', seq: 1 });
  app.returnToNewest();
  expect(app.jumpTarget.current.value).toEqual({ type: 'newest' });
  expect(paths).toEqual(['/chat/r/ops/1', 'replaced by /chat/r/ops']);
});

test('sending a message goes back to the newest ones', async () => {
  const { app } = page({ messages: [message(1), message(2)] });
  app.open('ops', 1);
  await expect.poll(() => app.jumpTarget.current.value).toMatchObject({ type: 'message', seq: 1 });
  app.writing.send('ops', 'hello');
  expect(app.jumpTarget.current.value).toEqual({ type: 'newest' });
});

test('the first click adds a reaction, and the second removes it', () => {
  const { app } = page({ messages: [message(1)] });
  app.writing.react(message(1), '👍');
  expect(app.view.value?.pending).toMatchObject([{ type: 'react', target: 1, emoji: '👍' }]);
  app.writing.react(message(1), '👍');
  expect(app.view.value?.pending).toMatchObject([{ type: 'react' }, { type: 'unreact', target: 1, emoji: '👍' }]);
  app.writing.react({ ...message(1), reactions: [{ emoji: '🎉', count: 1, people: [me] }] }, '🎉');
  expect(app.view.value?.pending[2]).toMatchObject({ type: 'unreact', emoji: '🎉' });
});

test('a reply is kept with its room, and ends when it is sent', () => {
  const { app, server } = page({ messages: [message(1)] });
  app.writing.reply(message(1));
  app.open('elsewhere');
  expect(app.writing.replying.value).toBeNull();
  joined(server, 'elsewhere', []);
  app.open('ops');
  joined(server, 'ops', [message(1)]);
  app.refresh();
  expect(app.writing.replying.value).toBe(1);
  app.writing.send('ops', 'yes');
  expect(app.view.value?.pending).toMatchObject([{ type: 'send', text: 'yes', reply: 1 }]);
  expect(app.writing.replying.value).toBeNull();
});

test('a room with a pending message is not left before the message is acknowledged', () => {
  const { app, client, server } = page();
  app.writing.send('ops', 'on its way');
  expect(app.view.value?.pending).toMatchObject([{ text: 'on its way', state: 'waiting' }]);
  const cid = app.view.value?.pending[0]?.cid ?? '';
  app.open('elsewhere');
  expect([...client.rooms.keys()]).toEqual(['ops', 'elsewhere']);
  server.send({ ...posted('ops', 1, me.id), cid }, { type: 'ack', room: 'ops', cid, seq: 1 });
  app.refresh();
  expect([...client.rooms.keys()]).toEqual(['elsewhere']);
});

test('messages of others are counted while the page is hidden, and are below a divider when it is visible again', () => {
  const { app, server } = page({ messages: [message(1)] });
  app.setVisible(false);
  server.send(posted('ops', 2), posted('ops', 3, me.id), posted('ops', 4));
  app.refresh();
  expect(app.readMarks.missedCount.value).toBe(2);
  app.setVisible(true);
  expect(app.readMarks.missedCount.value).toBe(0);
  expect(app.readMarks.newAfter.value).toBe(1);
});

test('on a page that was opened hidden, only messages since the last visit and new ones are unread', () => {
  const messages = [message(5), message(6)];
  const { app, server } = page({ messages, visible: false });
  expect(app.readMarks.missedCount.value).toBe(0);
  server.send(posted('ops', 7));
  app.refresh();
  expect(app.readMarks.missedCount.value).toBe(1);
  expect(page({ messages, visible: false, seen: { ops: 5 } }).app.readMarks.missedCount.value).toBe(1);
});

test('without missed messages there is no divider', () => {
  const { app, server } = page({ messages: [message(1)] });
  app.setVisible(false);
  app.refresh();
  app.setVisible(true);
  server.send(posted('ops', 2));
  app.refresh();
  expect(app.readMarks.newAfter.value).toBeNull();
});

test('after a return to a room, the messages since the last visit are below a divider', () => {
  expect(page({ messages: [message(5), message(6)], seen: { ops: 5 } }).app.readMarks.newAfter.value).toBe(5);
  expect(page({ messages: [message(5), message(6)], seen: { ops: 6 } }).app.readMarks.newAfter.value).toBeNull();
  expect(page({ messages: [message(5), message(6)] }).app.readMarks.newAfter.value).toBeNull();
});

test('the time of a lost connection is shown until it is restored', () => {
  const { app, server } = page();
  server.close(1006);
  app.refresh();
  expect(app.connection.value.type).toBe('waiting');
  expect(app.lostAt.value).toBe(1_000);
  app.client.wake();
  server.accept();
  server.welcome();
  app.refresh();
  expect(app.lostAt.value).toBeNull();
});

test('the newest own message is opened for editing, and an edit without a change sends nothing', () => {
  const own = message(2, me.id);
  const { app, server } = page({ messages: [message(1, me.id), own, message(3)] });
  app.writing.editLast();
  expect(app.writing.editing.value).toBe(2);
  server.received();
  app.writing.edit(own, own.text);
  expect(app.writing.editing.value).toBeNull();
  expect(app.view.value?.pending).toEqual([]);
});
