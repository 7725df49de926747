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

describe('something that was done', () => {
  it('goes out in order, with a cid of its own', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('Tea', 'one');
    client.edit('tea', 7, 'better');
    client.remove('tea', 8);
    await settled();
    const heard = server.heard();
    expect(heard).toMatchObject([
      { type: 'send', room: 'tea', cid, text: 'one' },
      { type: 'edit', room: 'tea', target: 7, text: 'better' },
      { type: 'delete', room: 'tea', target: 8 },
    ]);
    expect(new Set(heard.map((command) => 'cid' in command && command.cid)).size).toBe(3);
    expect(cid).toMatch(/^[0-9a-z]{8,9}-[0-9a-z]{24}$/);
  });

  it('may be an action, a topic or none, an answer, or a reaction', async () => {
    const { client, server } = await annIn(['tea']);
    client.send('tea', 'waves', { kind: 'action', reply: 7 });
    client.send('tea', '', { kind: 'topic' });
    client.react('Tea', 7, '👍');
    client.unreact('tea', 7, '👍');
    await settled();
    const cid = expect.any(String) as string;
    expect(server.heard()).toEqual([
      { type: 'send', room: 'tea', cid, text: 'waves', kind: 'action', reply: 7 },
      { type: 'send', room: 'tea', cid, text: '', kind: 'topic' },
      { type: 'react', room: 'tea', cid, target: 7, emoji: '👍' },
      { type: 'unreact', room: 'tea', cid, target: 7, emoji: '👍' },
    ]);
  });

  it('to a message is pending until its event is heard, or its ack when the event was missed', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    server.says(posted(1));
    const view = client.rooms.get('tea')!;
    const [one, two] = [client.react('tea', 1, '👍'), client.unreact('tea', 1, '🍵')];
    await settled();
    expect(view.pending).toMatchObject([
      { type: 'react', target: 1, emoji: '👍', epoch: 'first' },
      { type: 'unreact' },
    ]);
    expect(view.timeline.messages[0]).not.toHaveProperty('reactions');
    const event = { room: 'tea', at: 5, by: 'ann', target: 1 };
    server.says({ ...event, type: 'reacted', seq: 2, cid: one, emoji: '👍', name: 'Ann' });
    expect(view.timeline.messages[0]?.reactions).toEqual([{ emoji: '👍', people: [ann] }]);
    expect(view.pending).toMatchObject([{ type: 'unreact' }]);
    await reconnected(server);
    const page = joined('tea', [posted(1)], { head: 9 });
    server.says({ type: 'you', me: ann }, { ...page, type: 'reset', reason: 'too_far' });
    await settled();
    expect(server.heard().at(-1)).toMatchObject({ type: 'unreact', cid: two });
    server.says({ type: 'ack', room: 'tea', cid: two, seq: 3 });
    await settled();
    expect([view.pending, await outbox.all()]).toEqual([[], []]);
  });

  it('is pending until its event is here, and never beside it, whichever of ack and event comes first', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const [one, two] = [client.send('tea', 'one'), client.send('tea', 'two')];
    await settled();
    server.says({ type: 'ack', room: 'tea', cid: one, seq: 1 });
    expect(pendingIn(client)).toEqual(['one waiting', 'two waiting']);
    server.says(mine(1, one), mine(2, two));
    expect(pendingIn(client)).toEqual([]);
    server.says({ type: 'ack', room: 'tea', cid: two, seq: 2 });
    expect(await outbox.all()).toEqual([]);
  });

  it('is kept until it is acknowledged, and no longer', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    expect(await outbox.all()).toMatchObject([{ cid, room: 'tea', type: 'send', text: 'one', state: 'waiting' }]);
    server.says({ type: 'ack', room: 'tea', cid, seq: 1 });
    await settled();
    expect(await outbox.all()).toEqual([]);
    await reconnected(server);
    server.says({ type: 'you', me: ann }, { type: 'resumed', room: 'tea', epoch: 'first', after: 0, head: 1 });
    await settled();
    expect(said(server.heard())).toEqual([]);
    server.says(mine(1, cid));
    expect(pendingIn(client)).toEqual([]);
  });

  it('is not sent before it is kept, nor is anything after it in its room', async () => {
    const kept = memoryOutbox();
    const disk = Promise.withResolvers<void>();
    const slow: OutboxStore = { ...kept, put: (one) => (one.text === 'one' ? disk.promise : kept.put(one)) };
    const { client, server } = await annIn(['tea', 'coffee'], { outbox: slow });
    client.send('tea', 'one');
    client.send('tea', 'two');
    client.send('coffee', 'three');
    await settled();
    expect(said(server.heard())).toEqual(['three']);
    disk.resolve();
    await settled();
    expect(said(server.heard())).toEqual(['one', 'two']);
  });

  it('is shown by the same array until there is a change', async () => {
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

  it('that was edited or deleted changes the message by its event alone', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.says(mine(1, 'c'));
    const cid = client.edit('tea', 1, 'better');
    await settled();
    expect(view.timeline.messages[0]).toMatchObject({ text: '1' });
    expect(view.pending).toMatchObject([{ type: 'edit', target: 1, text: 'better' }]);
    server.says({ type: 'edited', room: 'tea', seq: 2, at: 5, by: 'ann', cid, target: 1, text: 'better' });
    expect(view.timeline.messages[0]).toMatchObject({ text: 'better' });
    expect(view.pending).toEqual([]);
  });
});

describe('what cannot go out yet', () => {
  it('waits for the line, the answer to hello and the room, in order', async () => {
    const { client, server } = createClient();
    client.join('tea');
    client.send('tea', 'one');
    client.start();
    client.send('tea', 'two');
    await settled();
    server.accepts();
    await settled();
    server.welcomes();
    await settled();
    server.says({ type: 'you', me: ann });
    await settled();
    expect(said(server.heard())).toEqual([]);
    server.says(joined('tea'));
    await settled();
    expect(said(server.heard())).toEqual(['one', 'two']);
  });

  it('waits for a name', async () => {
    const { client, server } = createClient({ identity: memoryIdentity() });
    client.join('tea');
    client.start();
    server.accepts();
    server.welcomes();
    server.says({ type: 'you', me: null }, joined('tea'));
    client.send('tea', 'one');
    await settled();
    expect(said(server.heard())).toEqual([]);
    expect(pendingIn(client)).toEqual(['one waiting']);
    void client.name('Ann');
    server.says({ type: 'named', me: ann, secret: 's' });
    await settled();
    expect(said(server.heard())).toEqual(['one']);
  });

  it('waits when the server wants a name or the room first, and goes out afterwards with the same cid', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.heard();
    server.says(refusal({ command: 'send', room: 'tea', cid, code: 'not_joined' }));
    await settled();
    expect(server.heard()).toEqual([{ type: 'join', room: 'tea', after: 0, epoch: 'first' }]);
    server.says(joined('tea'));
    await settled();
    expect(server.heard()).toMatchObject([{ type: 'send', cid }]);
    server.says(refusal({ command: 'send', room: 'tea', cid, code: 'name_needed' }));
    await settled();
    expect([client.me, server.heard(), pendingIn(client)]).toEqual([null, [], ['one waiting']]);
    void client.name('Ann');
    server.says({ type: 'named', me: ann, secret: 's' });
    await settled();
    expect(server.heard()).toMatchObject([{ type: 'name' }, { type: 'send', cid }]);
  });

  it('waits while its room is left, and goes out when it is joined again', async () => {
    const { client, server } = await annIn([]);
    client.send('tea', 'one');
    await settled();
    expect(server.heard()).toEqual([]);
    client.join('tea');
    server.says(joined('tea'));
    await settled();
    expect(said(server.heard())).toEqual(['one']);
  });
});

describe('after the line was cut', () => {
  it('everything unacknowledged goes out again in order, with the same cids, and nothing else', async () => {
    const { client, server } = await annIn(['tea']);
    const cids = ['one', 'two', 'three'].map((text) => client.send('tea', text));
    await settled();
    server.says({ type: 'ack', room: 'tea', cid: cids[1]!, seq: 1 });
    await reconnected(server);
    client.send('tea', 'four');
    server.heard();
    server.says({ type: 'you', me: ann }, { type: 'resumed', room: 'tea', epoch: 'first', after: 0, head: 1 });
    await settled();
    const again = server.heard();
    expect(said(again)).toEqual(['one', 'three', 'four']);
    expect(again).toMatchObject([{ cid: cids[0] }, { cid: cids[2] }, {}]);
  });

  it('nothing goes out again before the server knows on the new line who it is', async () => {
    const { client, server } = await annIn(['tea']);
    client.send('tea', 'one');
    await settled();
    await reconnected(server);
    server.heard();
    server.says(joined('tea'));
    await settled();
    expect([client.me, server.heard()]).toEqual([ann, []]);
    server.says({ type: 'you', me: ann });
    await settled();
    expect(said(server.heard())).toEqual(['one']);
  });

  it('nothing goes out again before it is known whether another tab has taken it over', async () => {
    const kept = memoryOutbox();
    let disk = Promise.resolve();
    const { client, server } = await annIn(['tea'], { outbox: { ...kept, all: () => disk.then(() => kept.all()) } });
    const [one, two] = [client.send('tea', 'one'), client.send('tea', 'two')];
    await settled();
    const { promise, resolve } = Promise.withResolvers<void>();
    disk = promise;
    await kept.adopt([one], 'only', 'another tab');
    await reconnected(server);
    server.heard();
    server.says({ type: 'you', me: ann }, { type: 'resumed', room: 'tea', epoch: 'first', after: 0, head: 0 });
    await settled();
    expect(server.heard()).toEqual([]);
    resolve();
    await settled();
    expect(server.heard()).toMatchObject([{ type: 'send', cid: two }]);
  });

  it('what is seen in the room is not sent again, though its ack was lost', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const [one, two] = [client.send('tea', 'one'), client.send('tea', 'two')];
    await settled();
    await reconnected(server);
    server.heard();
    const page = joined('tea', [mine(1, one), posted(2, { cid: two })]);
    server.says({ type: 'you', me: ann }, { ...page, type: 'reset', reason: 'too_far' });
    await settled();
    expect(said(server.heard())).toEqual(['two']);
    expect((await outbox.all()).map(({ cid }) => cid)).toEqual([two]);
  });

  it('what another history acknowledged is not waited for', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.says({ type: 'ack', room: 'tea', cid, seq: 1 });
    await reconnected(server);
    server.says(
      { type: 'you', me: ann },
      { ...joined('tea', [], { epoch: 'second' }), type: 'reset', reason: 'epoch' },
    );
    expect(pendingIn(client)).toEqual([]);
  });

  it('a change of a message of another history is refused here: its number is another message there', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    server.says(mine(1, 'c'), mine(2, 'd'));
    server.hangsUp(1006);
    client.send('tea', 'one');
    client.edit('tea', 1, 'better');
    client.remove('tea', 2);
    client.send('tea', 'answer', { reply: 2 });
    client.react('tea', 1, '👍');
    await reconnected(server);
    server.heard();
    const page = joined('tea', [], { epoch: 'second' });
    server.says({ type: 'you', me: ann }, { ...page, type: 'reset', reason: 'epoch' });
    await settled();
    expect(server.heard()).toMatchObject([{ type: 'send', text: 'one' }]);
    const failed = ['better failed', 'undefined failed', 'answer failed', 'undefined failed'];
    expect(pendingIn(client)).toEqual(['one waiting', ...failed]);
    expect((await outbox.all()).map(({ code }) => code)).toEqual([undefined, ...failed.map(() => 'no_such_message')]);
    client.retry((await outbox.all())[1]!.cid);
    await settled();
    expect([server.heard(), pendingIn(client)[1]]).toEqual([[], 'better failed']);
  });
});

describe('after a reload', () => {
  it('goes out from an earlier visit wherever this one begins: its room is joined', async () => {
    const outbox = memoryOutbox();
    await outbox.put(entry('a', { room: 'garden', text: 'earlier' }));
    await outbox.put(entry('b', { room: 'shed', state: 'failed', code: 'store_full' }));
    const { client, server } = await annIn(['tea'], { outbox });
    await settled();
    expect([...client.rooms.keys()].toSorted()).toEqual(['garden', 'tea']);
    server.says(joined('garden'));
    await settled();
    expect(said(server.heard())).toEqual(['earlier']);
  });

  it('what an earlier visit left goes out first', async () => {
    const outbox = memoryOutbox();
    await outbox.put(entry('a', { text: 'earlier' }));
    await outbox.put(entry('b', { text: 'refused', state: 'failed', code: 'store_full' }));
    const { client, server } = createClient({ outbox });
    client.join('tea');
    client.send('tea', 'now');
    client.start();
    await settled();
    expect(pendingIn(client)).toEqual(['earlier waiting', 'refused failed', 'now waiting']);
    server.accepts();
    server.welcomes();
    server.says({ type: 'you', me: ann }, joined('tea'));
    await settled();
    expect(said(server.heard())).toEqual(['earlier', 'now']);
  });

  it('nothing overtakes it while it is being read', async () => {
    const disk = Promise.withResolvers<void>();
    const outbox = memoryOutbox();
    await outbox.put(entry('a', { text: 'earlier' }));
    const slow: OutboxStore = { ...outbox, all: () => disk.promise.then(() => outbox.all()) };
    const { client, server } = await annIn(['tea'], { outbox: slow });
    client.send('tea', 'now');
    await settled();
    expect(said(server.heard())).toEqual([]);
    disk.resolve();
    await settled();
    expect(said(server.heard())).toEqual(['earlier', 'now']);
  });

  it('what is in the room already is not shown again, however late the disk was', async () => {
    const disk = Promise.withResolvers<void>();
    const outbox = memoryOutbox();
    await outbox.put(entry('a'));
    const { client, server } = createClient({
      outbox: { ...outbox, all: () => disk.promise.then(() => outbox.all()) },
    });
    client.join('tea');
    client.start();
    server.accepts();
    server.welcomes();
    server.says({ type: 'you', me: ann }, joined('tea', [mine(1, 'a')]));
    disk.resolve();
    await settled();
    expect(pendingIn(client)).toEqual([]);
    expect(await outbox.all()).toEqual([]);
    expect(said(server.heard())).toEqual([]);
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

  it.each([...final, ...passing])('%s is shown, kept, and in nobody’s way', async (code) => {
    const { client, server, outbox } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.heard();
    server.says(refusal({ command: 'send', room: 'tea', cid, code }));
    client.send('tea', 'two');
    await settled();
    expect(pendingIn(client)).toEqual(['one failed', 'two waiting']);
    expect(client.rooms.get('tea')!.pending[0]).toMatchObject({ code });
    expect(await outbox.all()).toMatchObject([{ cid, state: 'failed', code }, { text: 'two' }]);
    expect(said(server.heard())).toEqual(['two']);
    await reconnected(server);
    server.says({ type: 'you', me: ann }, joined('tea'));
    await settled();
    expect(said(server.heard())).toEqual(['two']);
  });

  it('may be answered by another try, with the same cid', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    client.retry(cid);
    server.says(refusal({ command: 'send', room: 'tea', cid, code: 'store_full' }));
    await settled();
    server.heard();
    client.retry(cid);
    client.retry('never was');
    await settled();
    expect(server.heard()).toMatchObject([{ type: 'send', cid, text: 'one' }]);
    const [kept] = await outbox.all();
    expect(kept).toMatchObject({ cid, state: 'waiting' });
    expect(kept).not.toHaveProperty('code');
  });

  it('may be answered by giving up', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.says(refusal({ command: 'send', room: 'tea', cid, code: 'text_empty' }));
    client.discard(cid);
    client.discard('never was');
    await settled();
    expect([pendingIn(client), await outbox.all()]).toEqual([[], []]);
  });

  it('of something that turns out to be there after all is forgotten', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.says(refusal({ command: 'send', room: 'tea', cid, code: 'store_failed' }), mine(1, cid));
    expect(pendingIn(client)).toEqual([]);
  });

  it('does not count after an ack', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.says(
      { type: 'ack', room: 'tea', cid, seq: 1 },
      refusal({ command: 'send', room: 'tea', cid, code: 'store_failed' }),
    );
    expect(pendingIn(client)).toEqual(['one waiting']);
  });

  it('is given here where the message would cost the connection', async () => {
    const { client, server } = await annIn(['tea']);
    server.welcomes({ maxText: 1_200 });
    client.send('tea', 'x'.repeat(10_000));
    client.send('tea', 'x'.repeat(1_500));
    await settled();
    expect(said(server.heard())).toEqual(['x'.repeat(1_500)]);
    expect(client.rooms.get('tea')!.pending).toMatchObject([
      { state: 'failed', code: 'text_too_long' },
      { state: 'waiting' },
    ]);
  });
});
