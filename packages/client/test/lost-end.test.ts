import { describe, expect, it, vi } from 'vitest';
import type { Event } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import { ann, annIn, pendingIn, reconnected, sentTexts, settled, textsOf, useFakeTimers } from './support/fixtures.ts';
import { joined, posted, postedByAnn, reset } from './support/lines.ts';

useFakeTimers();

const inTea = { room: 'tea', at: 1_000 };
/** Ann has three messages that the server has acknowledged, and Bob has one between them. */
const events = [postedByAnn(1, 'a'), postedByAnn(2, 'b'), posted(3), postedByAnn(4, 'd')];

describe('J-6: a client that resumes', () => {
  it('sends the cid of the newest event, of whatever type', async () => {
    const { client, server } = await annIn(['tea']);
    const resume = async () => {
      await reconnected(server);
      const join = server.received().find(({ type }) => type === 'join');
      server.send({ type: 'you', me: ann }, { type: 'resumed', room: 'tea', epoch: 'first', after: 0, head: 0 });
      return join;
    };
    expect(await resume()).toEqual({ type: 'join', room: 'tea', epoch: 'first', after: 0 });
    server.send(posted(1), { type: 'edited', ...inTea, seq: 2, by: 'bob', cid: 'an edit', target: 1, text: '!' });
    expect(await resume()).toMatchObject({ after: 2, cid: 'an edit' });
    server.send({ type: 'deleted', ...inTea, seq: 3, by: 'bob', cid: 'a deletion', target: 1 });
    expect(await resume()).toMatchObject({ after: 3, cid: 'a deletion' });
    server.send({ type: 'pinned', ...inTea, seq: 4, by: 'bob', cid: 'unknown here', target: 1 } as unknown as Event);
    expect(await resume()).toMatchObject({ after: 4, cid: 'unknown here' });
    server.send(reset('too_far', 'tea', [posted(7)], { head: 9, cid: 'of the snapshot' }));
    expect(await resume()).toMatchObject({ after: 9, cid: 'of the snapshot' });
    expect(client.rooms.get('tea')?.timeline.head).toBe(9);
  });
});

describe.each(['other_history', 'beyond_head'] as const)('J-6: when the server has lost the end (%s)', (reason) => {
  async function lostAfter(kept: number, ...others: Event[]) {
    const all = await annIn(['tea']);
    all.server.send(...events);
    await reconnected(all.server);
    all.server.received();
    all.server.send({ type: 'you', me: ann }, reset(reason, 'tea', [...events.slice(0, kept), ...others]));
    await settled();
    return all;
  }

  it('the client shows the new history only, and its own lost messages as not sent', async () => {
    const { client, server, outbox } = await lostAfter(1, posted(2, { text: 'new' }));
    expect(textsOf(client.rooms.get('tea')!)).toEqual(['1', 'new']);
    expect(client.rooms.get('tea')?.pending).toMatchObject([
      { cid: 'b', text: '2', state: 'failed', code: 'store_failed' },
      { cid: 'd', text: '4', state: 'failed', code: 'store_failed' },
    ]);
    expect(await outbox.all()).toMatchObject([{ cid: 'b' }, { cid: 'd' }]);
    expect(sentTexts(server.received())).toEqual([]);
  });

  it('a lost message that is retried has its old cid, and appears once', async () => {
    const { client, server, outbox } = await lostAfter(1);
    client.retry('d');
    await settled();
    expect(server.received()).toMatchObject([{ type: 'send', cid: 'd', text: '4' }]);
    server.send(postedByAnn(2, 'd'), { type: 'ack', room: 'tea', cid: 'd', seq: 2 });
    await settled();
    expect(textsOf(client.rooms.get('tea')!)).toEqual(['1', '2']);
    expect(pendingIn(client)).toEqual(['2 failed']);
    expect(await outbox.all()).toMatchObject([{ cid: 'b' }]);
  });

  it('a message that was acknowledged and not shown yet is not sent either', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const cid = client.send('tea', 'acknowledged');
    await settled();
    server.send({ type: 'ack', room: 'tea', cid, seq: 1 });
    await reconnected(server);
    server.send({ type: 'you', me: ann }, reset(reason, 'tea', [posted(1)]));
    await settled();
    expect(pendingIn(client)).toEqual(['acknowledged failed']);
    expect(await outbox.all()).toMatchObject([{ cid, state: 'failed' }]);
  });

  it('what this person was about to do with a lost message is not sent', async () => {
    const { client, server } = await annIn(['tea']);
    server.send(...events);
    server.close(1006);
    client.edit('tea', 1, 'kept');
    client.edit('tea', 2, 'lost');
    client.react('tea', 3, '👍');
    client.send('tea', 'answer', { reply: 3 });
    client.send('tea', 'hello');
    await reconnected(server);
    server.received();
    const afterwards = [postedByAnn(1, 'a'), postedByAnn(2, 'x'), posted(3, { cid: 'y' }), posted(4)];
    server.send({ type: 'you', me: ann }, reset(reason, 'tea', afterwards));
    await settled();
    expect(sentTexts(server.received())).toEqual(['hello']);
    const failed = client.rooms.get('tea')!.pending.filter(({ code }) => code === 'no_such_message');
    expect(failed.map(({ type }) => type)).toEqual(['edit', 'react', 'send']);
  });

  it('deleted messages, and those of others, are not sent', async () => {
    const { client, server } = await annIn(['tea']);
    server.send(...events, { type: 'deleted', ...inTea, seq: 5, by: 'ann', cid: 'e', target: 4 });
    await reconnected(server);
    server.send({ type: 'you', me: ann }, reset(reason, 'tea', events.slice(0, 2)));
    await settled();
    expect(pendingIn(client)).toEqual([]);
  });

  it('older pages are read until a message is in both histories', async () => {
    const older: MessagePage[] = [
      { ...joined('tea', [posted(3, { cid: 'x' }), posted(4)]), older: true, newer: true },
      { ...joined('tea', [postedByAnn(2, 'b')]), older: true, newer: true },
    ];
    const fetch = vi.fn<typeof globalThis.fetch>(
      async () => ({ ok: true, json: async () => older.shift() }) as Response,
    );
    const { client, server } = await annIn(['tea'], { fetch });
    server.send(...events);
    await reconnected(server);
    server.send({ type: 'you', me: ann }, reset(reason, 'tea', [posted(5), posted(6)], { older: true }));
    await settled();
    expect(fetch.mock.calls.map(([url]) => new URL(url as string).searchParams.get('before'))).toEqual(['5', '3']);
    expect(pendingIn(client)).toEqual(['4 failed']);
  });

  it('without an answer from older pages, all own messages that were not found are shown as not sent', async () => {
    const fetch = async () => Promise.reject(new Error('offline'));
    const { client, server } = await annIn(['tea'], { fetch });
    server.send(...events);
    await reconnected(server);
    server.send({ type: 'you', me: ann }, reset(reason, 'tea', [posted(5), posted(6)], { older: true }));
    await settled();
    expect(pendingIn(client)).toEqual(['1 failed', '2 failed', '4 failed']);
  });
});
