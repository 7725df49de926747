import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '@hubbub/protocol/commands';
import type { ErrorCode } from '@hubbub/protocol/errors';
import { memoryIdentity } from '../src/identity/identity.ts';
import { entry } from './support/outbox-contract.ts';
import { memoryOutbox } from '../src/outbox/memory.ts';
import type { OutboxStore } from '../src/outbox/entry.ts';
import { ann, annIn, joined, posted, reconnected, refusal, settled, createClient } from './support/fixtures.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const said = (commands: Command[]) => commands.flatMap((command) => (command.type === 'send' ? [command.text] : []));
const pendingIn = (
  client: { rooms: ReadonlyMap<string, { pending: readonly { text?: string; state: string }[] }> },
  room = 'tea',
) => client.rooms.get(room)!.pending.map(({ text, state }) => `${text} ${state}`);
/** Ann's own message, as the room's log has it. */
const mine = (seq: number, cid: string) => posted(seq, { by: 'ann', name: 'Ann', cid });

describe('an action', () => {
  it('is sent in order, with its own cid', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('Tea', 'one');
    client.edit('tea', 7, 'better');
    client.remove('tea', 8);
    await settled();
    const heard = server.received();
    expect(heard).toMatchObject([
      { type: 'send', room: 'tea', cid, text: 'one' },
      { type: 'edit', room: 'tea', target: 7, text: 'better' },
      { type: 'delete', room: 'tea', target: 8 },
    ]);
    expect(new Set(heard.map((command) => 'cid' in command && command.cid)).size).toBe(3);
    expect(cid).toMatch(/^[0-9a-z]{8,9}-[0-9a-z]{24}$/);
  });

  it('can be an action message, a topic or its removal, a reply, or a reaction', async () => {
    const { client, server } = await annIn(['tea']);
    client.send('tea', 'waves', { kind: 'action', reply: 7 });
    client.send('tea', '', { kind: 'topic' });
    client.react('Tea', 7, '👍');
    client.unreact('tea', 7, '👍');
    await settled();
    const cid = expect.any(String) as string;
    expect(server.received()).toEqual([
      { type: 'send', room: 'tea', cid, text: 'waves', kind: 'action', reply: 7 },
      { type: 'send', room: 'tea', cid, text: '', kind: 'topic' },
      { type: 'react', room: 'tea', cid, target: 7, emoji: '👍' },
      { type: 'unreact', room: 'tea', cid, target: 7, emoji: '👍' },
    ]);
  });

  it('on a message is pending until its event arrives, or its ack when the event was missed', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    server.send(posted(1));
    const view = client.rooms.get('tea')!;
    const [one, two] = [client.react('tea', 1, '👍'), client.unreact('tea', 1, '🍵')];
    await settled();
    expect(view.pending).toMatchObject([
      { type: 'react', target: 1, emoji: '👍', epoch: 'first' },
      { type: 'unreact' },
    ]);
    expect(view.timeline.messages[0]).not.toHaveProperty('reactions');
    const event = { room: 'tea', at: 5, by: 'ann', target: 1 };
    server.send({ ...event, type: 'reacted', seq: 2, cid: one, emoji: '👍', name: 'Ann' });
    expect(view.timeline.messages[0]?.reactions).toEqual([{ emoji: '👍', people: [ann] }]);
    expect(view.pending).toMatchObject([{ type: 'unreact' }]);
    await reconnected(server);
    const page = joined('tea', [posted(1)], { head: 9 });
    server.send({ type: 'you', me: ann }, { ...page, type: 'reset', reason: 'too_far' });
    await settled();
    expect(server.received().at(-1)).toMatchObject({ type: 'unreact', cid: two });
    server.send({ type: 'ack', room: 'tea', cid: two, seq: 3 });
    await settled();
    expect([view.pending, await outbox.all()]).toEqual([[], []]);
  });

  it('is pending until its event arrives, and never shown beside it, whichever of ack and event comes first', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const [one, two] = [client.send('tea', 'one'), client.send('tea', 'two')];
    await settled();
    server.send({ type: 'ack', room: 'tea', cid: one, seq: 1 });
    expect(pendingIn(client)).toEqual(['one waiting', 'two waiting']);
    server.send(mine(1, one), mine(2, two));
    expect(pendingIn(client)).toEqual([]);
    server.send({ type: 'ack', room: 'tea', cid: two, seq: 2 });
    expect(await outbox.all()).toEqual([]);
  });

  it('is stored until it is acknowledged', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    expect(await outbox.all()).toMatchObject([{ cid, room: 'tea', type: 'send', text: 'one', state: 'waiting' }]);
    server.send({ type: 'ack', room: 'tea', cid, seq: 1 });
    await settled();
    expect(await outbox.all()).toEqual([]);
    await reconnected(server);
    server.send({ type: 'you', me: ann }, { type: 'resumed', room: 'tea', epoch: 'first', after: 0, head: 1 });
    await settled();
    expect(said(server.received())).toEqual([]);
    server.send(mine(1, cid));
    expect(pendingIn(client)).toEqual([]);
  });

  it('is not sent before it is stored, and neither are later ones in its room', async () => {
    const kept = memoryOutbox();
    const disk = Promise.withResolvers<void>();
    const slow: OutboxStore = { ...kept, put: (one) => (one.text === 'one' ? disk.promise : kept.put(one)) };
    const { client, server } = await annIn(['tea', 'coffee'], { outbox: slow });
    client.send('tea', 'one');
    client.send('tea', 'two');
    client.send('coffee', 'three');
    await settled();
    expect(said(server.received())).toEqual(['three']);
    disk.resolve();
    await settled();
    expect(said(server.received())).toEqual(['one', 'two']);
  });

  it('is listed in the same array until there is a change', async () => {
    const { client } = await annIn(['tea', 'coffee']);
    const view = client.rooms.get('tea')!;
    client.send('tea', 'one');
    const before = view.pending;
    client.send('coffee', 'elsewhere');
    expect(view.pending).toBe(before);
    client.send('tea', 'two');
    expect(view.pending).not.toBe(before);
    expect(before).toHaveLength(1);
  });

  it('that edits or deletes changes the message only when its event arrives', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(mine(1, 'c'));
    const cid = client.edit('tea', 1, 'better');
    await settled();
    expect(view.timeline.messages[0]).toMatchObject({ text: '1' });
    expect(view.pending).toMatchObject([{ type: 'edit', target: 1, text: 'better' }]);
    server.send({ type: 'edited', room: 'tea', seq: 2, at: 5, by: 'ann', cid, target: 1, text: 'better' });
    expect(view.timeline.messages[0]).toMatchObject({ text: 'better' });
    expect(view.pending).toEqual([]);
  });
});

describe('an action that cannot be sent yet', () => {
  it('waits for the connection, the answer to hello and the room, in order', async () => {
    const { client, server } = createClient();
    client.join('tea');
    client.send('tea', 'one');
    client.start();
    client.send('tea', 'two');
    await settled();
    server.accept();
    await settled();
    server.welcome();
    await settled();
    server.send({ type: 'you', me: ann });
    await settled();
    expect(said(server.received())).toEqual([]);
    server.send(joined('tea'));
    await settled();
    expect(said(server.received())).toEqual(['one', 'two']);
  });

  it('waits for a name', async () => {
    const { client, server } = createClient({ identity: memoryIdentity() });
    client.join('tea');
    client.start();
    server.accept();
    server.welcome();
    server.send({ type: 'you', me: null }, joined('tea'));
    client.send('tea', 'one');
    await settled();
    expect(said(server.received())).toEqual([]);
    expect(pendingIn(client)).toEqual(['one waiting']);
    void client.name('Ann');
    server.send({ type: 'named', me: ann, secret: 's' });
    await settled();
    expect(said(server.received())).toEqual(['one']);
  });

  it('waits when the server requires a name or the room first, and is sent afterwards with the same cid', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.received();
    server.send(refusal({ command: 'send', room: 'tea', cid, code: 'not_joined' }));
    await settled();
    expect(server.received()).toEqual([{ type: 'join', room: 'tea', after: 0, epoch: 'first' }]);
    server.send(joined('tea'));
    await settled();
    expect(server.received()).toMatchObject([{ type: 'send', cid }]);
    server.send(refusal({ command: 'send', room: 'tea', cid, code: 'name_needed' }));
    await settled();
    expect([client.me, server.received(), pendingIn(client)]).toEqual([null, [], ['one waiting']]);
    void client.name('Ann');
    server.send({ type: 'named', me: ann, secret: 's' });
    await settled();
    expect(server.received()).toMatchObject([{ type: 'name' }, { type: 'send', cid }]);
  });

  it('waits while its room is left, and is sent when it is joined again', async () => {
    const { client, server } = await annIn([]);
    client.send('tea', 'one');
    await settled();
    expect(server.received()).toEqual([]);
    client.join('tea');
    server.send(joined('tea'));
    await settled();
    expect(said(server.received())).toEqual(['one']);
  });
});

describe('after the connection was lost', () => {
  it('exactly the unacknowledged actions are sent again, in order, with the same cids', async () => {
    const { client, server } = await annIn(['tea']);
    const cids = ['one', 'two', 'three'].map((text) => client.send('tea', text));
    await settled();
    server.send({ type: 'ack', room: 'tea', cid: cids[1]!, seq: 1 });
    await reconnected(server);
    client.send('tea', 'four');
    server.received();
    server.send({ type: 'you', me: ann }, { type: 'resumed', room: 'tea', epoch: 'first', after: 0, head: 1 });
    await settled();
    const again = server.received();
    expect(said(again)).toEqual(['one', 'three', 'four']);
    expect(again).toMatchObject([{ cid: cids[0] }, { cid: cids[2] }, {}]);
  });

  it('nothing is sent again before the server has answered hello', async () => {
    const { client, server } = await annIn(['tea']);
    client.send('tea', 'one');
    await settled();
    await reconnected(server);
    server.received();
    server.send(joined('tea'));
    await settled();
    expect([client.me, server.received()]).toEqual([ann, []]);
    server.send({ type: 'you', me: ann });
    await settled();
    expect(said(server.received())).toEqual(['one']);
  });

  it('nothing is sent again before it is known whether another tab has adopted it', async () => {
    const kept = memoryOutbox();
    let disk = Promise.resolve();
    const { client, server } = await annIn(['tea'], { outbox: { ...kept, all: () => disk.then(() => kept.all()) } });
    const [one, two] = [client.send('tea', 'one'), client.send('tea', 'two')];
    await settled();
    const { promise, resolve } = Promise.withResolvers<void>();
    disk = promise;
    await kept.adopt([one], 'only', 'another tab');
    await reconnected(server);
    server.received();
    server.send({ type: 'you', me: ann }, { type: 'resumed', room: 'tea', epoch: 'first', after: 0, head: 0 });
    await settled();
    expect(server.received()).toEqual([]);
    resolve();
    await settled();
    expect(server.received()).toMatchObject([{ type: 'send', cid: two }]);
  });

  it('an action that the room shows is not sent again, though its ack was lost', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const [one, two] = [client.send('tea', 'one'), client.send('tea', 'two')];
    await settled();
    await reconnected(server);
    server.received();
    const page = joined('tea', [mine(1, one), posted(2, { cid: two })]);
    server.send({ type: 'you', me: ann }, { ...page, type: 'reset', reason: 'too_far' });
    await settled();
    expect(said(server.received())).toEqual(['two']);
    expect((await outbox.all()).map(({ cid }) => cid)).toEqual([two]);
  });

  it('an ack of another epoch is not waited for', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.send({ type: 'ack', room: 'tea', cid, seq: 1 });
    await reconnected(server);
    server.send(
      { type: 'you', me: ann },
      { ...joined('tea', [], { epoch: 'second' }), type: 'reset', reason: 'epoch' },
    );
    expect(pendingIn(client)).toEqual([]);
  });

  it('a change of a message of another epoch is refused by the client', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    server.send(mine(1, 'c'), mine(2, 'd'));
    server.close(1006);
    client.send('tea', 'one');
    client.edit('tea', 1, 'better');
    client.remove('tea', 2);
    client.send('tea', 'answer', { reply: 2 });
    client.react('tea', 1, '👍');
    await reconnected(server);
    server.received();
    const page = joined('tea', [], { epoch: 'second' });
    server.send({ type: 'you', me: ann }, { ...page, type: 'reset', reason: 'epoch' });
    await settled();
    expect(server.received()).toMatchObject([{ type: 'send', text: 'one' }]);
    const failed = ['better failed', 'undefined failed', 'answer failed', 'undefined failed'];
    expect(pendingIn(client)).toEqual(['one waiting', ...failed]);
    expect((await outbox.all()).map(({ code }) => code)).toEqual([undefined, ...failed.map(() => 'no_such_message')]);
    client.retry((await outbox.all())[1]!.cid);
    await settled();
    expect([server.received(), pendingIn(client)[1]]).toEqual([[], 'better failed']);
  });
});

describe('after a reload', () => {
  it('entries of an earlier visit are sent: their rooms are joined', async () => {
    const outbox = memoryOutbox();
    await outbox.put(entry('a', { room: 'garden', text: 'earlier' }));
    await outbox.put(entry('b', { room: 'shed', state: 'failed', code: 'store_full' }));
    const { client, server } = await annIn(['tea'], { outbox });
    await settled();
    expect([...client.rooms.keys()].toSorted()).toEqual(['garden', 'tea']);
    server.send(joined('garden'));
    await settled();
    expect(said(server.received())).toEqual(['earlier']);
  });

  it('entries of an earlier visit are sent first', async () => {
    const outbox = memoryOutbox();
    await outbox.put(entry('a', { text: 'earlier' }));
    await outbox.put(entry('b', { text: 'refused', state: 'failed', code: 'store_full' }));
    const { client, server } = createClient({ outbox });
    client.join('tea');
    client.send('tea', 'now');
    client.start();
    await settled();
    expect(pendingIn(client)).toEqual(['earlier waiting', 'refused failed', 'now waiting']);
    server.accept();
    server.welcome();
    server.send({ type: 'you', me: ann }, joined('tea'));
    await settled();
    expect(said(server.received())).toEqual(['earlier', 'now']);
  });

  it('nothing is sent before the store was read', async () => {
    const disk = Promise.withResolvers<void>();
    const outbox = memoryOutbox();
    await outbox.put(entry('a', { text: 'earlier' }));
    const slow: OutboxStore = { ...outbox, all: () => disk.promise.then(() => outbox.all()) };
    const { client, server } = await annIn(['tea'], { outbox: slow });
    client.send('tea', 'now');
    await settled();
    expect(said(server.received())).toEqual([]);
    disk.resolve();
    await settled();
    expect(said(server.received())).toEqual(['earlier', 'now']);
  });

  it('an entry that the room shows is dropped, however late the store was read', async () => {
    const disk = Promise.withResolvers<void>();
    const outbox = memoryOutbox();
    await outbox.put(entry('a'));
    const { client, server } = createClient({
      outbox: { ...outbox, all: () => disk.promise.then(() => outbox.all()) },
    });
    client.join('tea');
    client.start();
    server.accept();
    server.welcome();
    server.send({ type: 'you', me: ann }, joined('tea', [mine(1, 'a')]));
    disk.resolve();
    await settled();
    expect(pendingIn(client)).toEqual([]);
    expect(await outbox.all()).toEqual([]);
    expect(said(server.received())).toEqual([]);
  });
});

describe('a refusal', () => {
  const final: ErrorCode[] = [
    'text_empty',
    'text_too_long',
    'cid_reused',
    'no_such_message',
    'message_deleted',
    'not_yours',
    'bad_field',
  ];
  const passing: ErrorCode[] = ['store_failed', 'stopping', 'store_full'];

  it.each([...final, ...passing])('%s is shown and stored, and does not block later actions', async (code) => {
    const { client, server, outbox } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.received();
    server.send(refusal({ command: 'send', room: 'tea', cid, code }));
    client.send('tea', 'two');
    await settled();
    expect(pendingIn(client)).toEqual(['one failed', 'two waiting']);
    expect(client.rooms.get('tea')!.pending[0]).toMatchObject({ code });
    expect(await outbox.all()).toMatchObject([{ cid, state: 'failed', code }, { text: 'two' }]);
    expect(said(server.received())).toEqual(['two']);
    await reconnected(server);
    server.send({ type: 'you', me: ann }, joined('tea'));
    await settled();
    expect(said(server.received())).toEqual(['two']);
  });

  it('can be retried, with the same cid', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    client.retry(cid);
    server.send(refusal({ command: 'send', room: 'tea', cid, code: 'store_full' }));
    await settled();
    server.received();
    client.retry(cid);
    client.retry('never was');
    await settled();
    expect(server.received()).toMatchObject([{ type: 'send', cid, text: 'one' }]);
    const [kept] = await outbox.all();
    expect(kept).toMatchObject({ cid, state: 'waiting' });
    expect(kept).not.toHaveProperty('code');
  });

  it('can be discarded', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.send(refusal({ command: 'send', room: 'tea', cid, code: 'text_empty' }));
    client.discard(cid);
    client.discard('never was');
    await settled();
    expect([pendingIn(client), await outbox.all()]).toEqual([[], []]);
  });

  it('is dropped when the room shows the action after all', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.send(refusal({ command: 'send', room: 'tea', cid, code: 'store_failed' }), mine(1, cid));
    expect(pendingIn(client)).toEqual([]);
  });

  it('is ignored after an ack', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.send(
      { type: 'ack', room: 'tea', cid, seq: 1 },
      refusal({ command: 'send', room: 'tea', cid, code: 'store_failed' }),
    );
    expect(pendingIn(client)).toEqual(['one waiting']);
  });

  it('is made by the client when the frame would close the connection', async () => {
    const { client, server } = await annIn(['tea']);
    server.welcome({ maxText: 1_200 });
    client.send('tea', 'x'.repeat(10_000));
    client.send('tea', 'x'.repeat(1_500));
    await settled();
    expect(said(server.received())).toEqual(['x'.repeat(1_500)]);
    expect(client.rooms.get('tea')!.pending).toMatchObject([
      { state: 'failed', code: 'text_too_long' },
      { state: 'waiting' },
    ]);
  });
});
