import { describe, expect, it } from 'vitest';
import { entry } from './support/outbox-contract.ts';
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
import { joined, posted, postedByAnn, reset, resumed } from './support/lines.ts';

useFakeTimers();

describe('after the connection was lost', () => {
  it('exactly the unacknowledged actions are sent again, in order, with the same cids', async () => {
    const { client, server } = await annIn(['tea']);
    const cids = ['one', 'two', 'three'].map((text) => client.send('tea', text));
    await settled();
    server.send({ type: 'ack', room: 'tea', cid: cids[1]!, seq: 1 });
    await reconnected(server);
    client.send('tea', 'four');
    server.received();
    server.send({ type: 'you', me: ann }, resumed(0, 1));
    await settled();
    const resent = server.received();
    expect(sentTexts(resent)).toEqual(['one', 'three', 'four']);
    expect(resent).toMatchObject([{ cid: cids[0] }, { cid: cids[2] }, {}]);
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
    expect(sentTexts(server.received())).toEqual(['one']);
  });

  it('nothing is sent again before the store shows whether another tab has adopted it', async () => {
    const memory = memoryOutbox();
    let readable = Promise.resolve();
    const outbox: OutboxStore = { ...memory, all: () => readable.then(memory.all) };
    const { client, server } = await annIn(['tea'], { outbox });
    const [one, two] = [client.send('tea', 'one'), client.send('tea', 'two')];
    await settled();
    const { promise, resolve } = Promise.withResolvers<void>();
    readable = promise;
    await memory.adopt([one], 'only', 'another tab');
    await reconnected(server);
    server.received();
    server.send({ type: 'you', me: ann }, resumed(0, 0));
    await settled();
    expect(server.received()).toEqual([]);
    resolve();
    await settled();
    expect(server.received()).toMatchObject([{ type: 'send', cid: two }]);
  });

  it('an action that the room shows is not sent again, even when its ack was lost', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const [one, two] = [client.send('tea', 'one'), client.send('tea', 'two')];
    await settled();
    await reconnected(server);
    server.received();
    server.send({ type: 'you', me: ann }, reset('too_far', 'tea', [postedByAnn(1, one), posted(2, { cid: two })]));
    await settled();
    expect(sentTexts(server.received())).toEqual(['two']);
    expect((await outbox.all()).map(({ cid }) => cid)).toEqual([two]);
  });

  it('an entry acknowledged in another epoch is dropped', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.send({ type: 'ack', room: 'tea', cid, seq: 1 });
    await reconnected(server);
    server.send({ type: 'you', me: ann }, reset('epoch', 'tea', [], { epoch: 'second' }));
    expect(pendingIn(client)).toEqual([]);
  });

  it('the client refuses to change a message of another epoch', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    server.send(postedByAnn(1, 'c'), postedByAnn(2, 'd'));
    server.close(1006);
    client.send('tea', 'one');
    client.edit('tea', 1, 'better');
    client.remove('tea', 2);
    client.send('tea', 'answer', { reply: 2 });
    client.react('tea', 1, '👍');
    await reconnected(server);
    server.received();
    server.send({ type: 'you', me: ann }, reset('epoch', 'tea', [], { epoch: 'second' }));
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
  /** A store whose reads end when the test calls `finishRead`. */
  function slowlyRead() {
    const memory = memoryOutbox();
    const { promise, resolve: finishRead } = Promise.withResolvers<void>();
    const outbox: OutboxStore = { ...memory, all: () => promise.then(memory.all) };
    return { outbox, memory, finishRead };
  }

  it('the rooms of an earlier visit’s entries are joined, and the entries are sent', async () => {
    const outbox = memoryOutbox();
    await outbox.put(entry('a', { room: 'garden', text: 'earlier' }));
    await outbox.put(entry('b', { room: 'shed', state: 'failed', code: 'store_full' }));
    const { client, server } = await annIn(['tea'], { outbox });
    await settled();
    expect([...client.rooms.keys()].toSorted()).toEqual(['garden', 'tea']);
    server.send(joined('garden'));
    await settled();
    expect(sentTexts(server.received())).toEqual(['earlier']);
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
    expect(sentTexts(server.received())).toEqual(['earlier', 'now']);
  });

  it('nothing is sent before the store was read', async () => {
    const { outbox, memory, finishRead } = slowlyRead();
    await memory.put(entry('a', { text: 'earlier' }));
    const { client, server } = await annIn(['tea'], { outbox });
    client.send('tea', 'now');
    await settled();
    expect(sentTexts(server.received())).toEqual([]);
    finishRead();
    await settled();
    expect(sentTexts(server.received())).toEqual(['earlier', 'now']);
  });

  it('an entry that the room shows is dropped, even when the store is read later', async () => {
    const { outbox, memory, finishRead } = slowlyRead();
    await memory.put(entry('a'));
    const { client, server } = createClient({ outbox });
    client.join('tea');
    connect({ client, server });
    server.send({ type: 'you', me: ann }, joined('tea', [postedByAnn(1, 'a')]));
    finishRead();
    await settled();
    expect(pendingIn(client)).toEqual([]);
    expect(await outbox.all()).toEqual([]);
    expect(sentTexts(server.received())).toEqual([]);
  });
});
