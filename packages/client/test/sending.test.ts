import { describe, expect, it } from 'vitest';
import { memoryIdentity } from '../src/identity/identity.ts';
import { memoryOutbox } from '../src/outbox/memory.ts';
import type { OutboxStore } from '../src/outbox/entry.ts';
import {
  ann,
  annIn,
  connect,
  createClient,
  pendingIn,
  reconnected,
  sentTexts,
  settled,
  useFakeTimers,
} from './support/fixtures.ts';
import { joined, posted, postedByAnn, refusal, reset, resumed } from './support/lines.ts';

useFakeTimers();

describe('an action', () => {
  it('is sent in order, with its own cid', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('Tea', 'one');
    client.edit('tea', 7, 'better');
    client.remove('tea', 8);
    await settled();
    const commands = server.received();
    expect(commands).toMatchObject([
      { type: 'send', room: 'tea', cid, text: 'one' },
      { type: 'edit', room: 'tea', target: 7, text: 'better' },
      { type: 'delete', room: 'tea', target: 8 },
    ]);
    expect(new Set(commands.map((command) => 'cid' in command && command.cid)).size).toBe(3);
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
    server.send({ ...event, type: 'reacted', seq: 2, cid: one, emoji: '👍', count: 1, name: 'Ann' });
    expect(view.timeline.messages[0]?.reactions).toEqual([{ emoji: '👍', count: 1, people: [ann] }]);
    expect(view.pending).toMatchObject([{ type: 'unreact' }]);
    await reconnected(server);
    server.send({ type: 'you', me: ann }, reset('too_far', 'tea', [posted(1)], { head: 9 }));
    await settled();
    expect(server.received().at(-1)).toMatchObject({ type: 'unreact', cid: two });
    server.send({ type: 'ack', room: 'tea', cid: two, seq: 3 });
    await settled();
    expect([view.pending, await outbox.all()]).toEqual([[], []]);
  });

  it('is pending until its event arrives, and never shown beside it, whether its ack or its event arrives first', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const [one, two] = [client.send('tea', 'one'), client.send('tea', 'two')];
    await settled();
    server.send({ type: 'ack', room: 'tea', cid: one, seq: 1 });
    expect(pendingIn(client)).toEqual(['one waiting', 'two waiting']);
    server.send(postedByAnn(1, one), postedByAnn(2, two));
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
    server.send({ type: 'you', me: ann }, resumed(0, 1));
    await settled();
    expect(sentTexts(server.received())).toEqual([]);
    server.send(postedByAnn(1, cid));
    expect(pendingIn(client)).toEqual([]);
  });

  it('is not sent before it is stored, and neither are later ones in its room', async () => {
    const memory = memoryOutbox();
    const stored = Promise.withResolvers<void>();
    const outbox: OutboxStore = {
      ...memory,
      put: (entry) => (entry.text === 'one' ? stored.promise : memory.put(entry)),
    };
    const { client, server } = await annIn(['tea', 'coffee'], { outbox });
    client.send('tea', 'one');
    client.send('tea', 'two');
    client.send('coffee', 'three');
    await settled();
    expect(sentTexts(server.received())).toEqual(['three']);
    stored.resolve();
    await settled();
    expect(sentTexts(server.received())).toEqual(['one', 'two']);
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

  it('that edits a message changes it only when its event arrives', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(postedByAnn(1, 'c'));
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
    expect(sentTexts(server.received())).toEqual([]);
    server.send(joined('tea'));
    await settled();
    expect(sentTexts(server.received())).toEqual(['one', 'two']);
  });

  it('waits for a name', async () => {
    const { client, server } = createClient({ identity: memoryIdentity() });
    client.join('tea');
    connect({ client, server });
    server.send({ type: 'you', me: null }, joined('tea'));
    client.send('tea', 'one');
    await settled();
    expect(sentTexts(server.received())).toEqual([]);
    expect(pendingIn(client)).toEqual(['one waiting']);
    void client.name('Ann');
    server.send({ type: 'named', me: ann, secret: 's' });
    await settled();
    expect(sentTexts(server.received())).toEqual(['one']);
  });

  it('waits when the server requires a name or the room first, and is sent again with the same cid', async () => {
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
    expect(sentTexts(server.received())).toEqual(['one']);
  });
});
