import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '@hubbub/protocol/events';
import type { PageQuery } from '../src/timeline/fetch-page.ts';
import { createFakeFetch } from './support/fake-fetch.ts';
import { pageOf } from './support/reference-page.ts';
import { annIn, joined, posted, refusal, settled } from './support/fixtures.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const events = Array.from({ length: 90 }, (_, index) => posted(index + 1, { at: 1_000 + index }));
const seqs = (messages: readonly Message[] | undefined) => messages?.map(({ seq }) => seq);

/** Ann is in the room, where the newest four messages are here. */
async function reading() {
  const http = createFakeFetch();
  const { client, server } = await annIn([], { fetch: http.fetch });
  const view = client.join('tea');
  server.says({ ...joined('tea', events), messages: pageOf(events, 'newest', 4).messages, older: true });
  server.heard();
  const gives = (query: PageQuery, limit: number) => http.gives(pageOf(events, query, limit));
  return { client, server, view, http, gives };
}
async function showing(place = 40) {
  const all = await reading();
  const shown = all.client.jumpTo('tea', { seq: place });
  all.gives({ around: place }, 4);
  await shown;
  all.http.asked.length = 0;
  return all;
}

describe('a place in a room', () => {
  it('is read, and shown in an excerpt', async () => {
    const { client, view, http, gives } = await reading();
    const listener = vi.fn();
    client.subscribe(listener);
    const shown = client.jumpTo('Tea', { seq: 40 });
    gives({ around: 40 }, 4);
    expect(await shown).toBe(40);
    expect(http.asked).toEqual(['http://here/api/rooms/tea/messages?around=40&limit=100']);
    expect([seqs(view.timeline.detached?.messages), seqs(view.timeline.messages)]).toEqual([
      [38, 39, 40, 41],
      [87, 88, 89, 90],
    ]);
    await settled();
    expect(listener).toHaveBeenCalled();
    const later = client.jumpTo('tea', { at: 1_019 });
    gives({ at: 1_019 }, 2);
    expect([await later, http.asked[1]]).toEqual([20, 'http://here/api/rooms/tea/messages?at=1019&limit=100']);
  });

  it('that is here is not asked for, and follow goes back to the newest messages', async () => {
    const { client, view, http } = await showing();
    expect(await client.jumpTo('tea', { seq: 41 })).toBe(41);
    expect(view.timeline.detached).not.toBeNull();
    expect(await client.jumpTo('tea', { seq: 88 })).toBe(88);
    expect([view.timeline.detached, http.asked]).toEqual([null, []]);
    const { client: other, view: room } = await showing();
    other.returnToNewest('tea');
    expect(room.timeline.detached).toBeNull();
  });

  it('grows at both ends, says so, and comes to the newest messages', async () => {
    const { client, view, http, gives } = await showing();
    const both = [client.loadOlder('tea'), client.loadNewer('tea'), client.loadNewer('tea')];
    expect([view.loadingOlder, view.loadingNewer]).toEqual([true, true]);
    gives({ before: 38 }, 2);
    gives({ after: 41 }, 44);
    await Promise.all(both);
    expect([view.loadingOlder, view.loadingNewer]).toEqual([false, false]);
    expect(seqs(view.timeline.detached?.messages)).toHaveLength(50);
    const last = client.loadNewer('tea');
    gives({ after: 85 }, 50);
    await last;
    expect([view.timeline.detached, view.timeline.messages[0]?.seq, view.timeline.messages.length]).toEqual([
      null,
      36,
      55,
    ]);
    await client.loadNewer('tea');
    expect(http.asked.map((address) => address.split('?')[1])).toEqual(['before=38', 'after=41', 'after=85']);
  });

  it('that was asked for last wins, whichever page comes first', async () => {
    const { client, view, gives, http } = await reading();
    const [first, second] = [client.jumpTo('tea', { seq: 20 }), client.jumpTo('tea', { seq: 40 })];
    gives({ around: 20 }, 4);
    gives({ around: 40 }, 4);
    expect([await first, await second]).toEqual([null, 40]);
    expect(seqs(view.timeline.detached?.messages)).toEqual([38, 39, 40, 41]);
    const [late, cut] = [client.jumpTo('tea', { seq: 20 }), client.jumpTo('tea', { seq: 10 })];
    client.returnToNewest('tea');
    gives({ around: 20 }, 4);
    http.isCutOff();
    expect([await late, await cut, view.timeline.detached]).toEqual([null, null, null]);
  });

  it('does not get the pages of a place that was left, nor wait for them', async () => {
    const { client, view, http, gives } = await showing();
    const [older, elsewhere] = [client.loadOlder('tea'), client.jumpTo('tea', { seq: 20 })];
    http.gives(pageOf(events, { around: 20 }, 4), 1);
    await elsewhere;
    const again = client.loadOlder('tea');
    expect(http.asked.at(-1)).toMatch(/before=18$/);
    gives({ before: 38 }, 4);
    await older;
    expect([seqs(view.timeline.detached?.messages), view.loadingOlder]).toEqual([[18, 19, 20, 21], true]);
    gives({ before: 18 }, 2);
    await again;
    expect([seqs(view.timeline.detached?.messages), view.loadingOlder]).toEqual([[16, 17, 18, 19, 20, 21], false]);
  });

  it('that cannot be had says why, and nothing has changed', async () => {
    const { client, view, http } = await reading();
    const refused = client.jumpTo('tea', { seq: 40 });
    http.refuses(503, JSON.stringify({ code: 'store_failed', message: 'Try again.' }));
    await expect(refused).rejects.toMatchObject({ code: 'store_failed' });
    const stale = client.jumpTo('tea', { seq: 40 }).catch((error: unknown) => error);
    for (let tries = 0; tries < 3; tries++) {
      http.gives({ ...pageOf(events, { around: 40 }, 4), epoch: 'second' });
      await settled();
    }
    expect(await stale).toMatchObject({ name: 'RefusedError', code: 'stopping' });
    await expect(client.jumpTo('nowhere', { seq: 1 })).rejects.toMatchObject({ code: 'not_joined' });
    client.join('new');
    await expect(client.jumpTo('new', { seq: 1 })).rejects.toMatchObject({ code: 'not_joined' });
    expect(view.timeline.detached).toBeNull();
  });

  it('settles what was waiting and is seen there', async () => {
    const { client, server, view, http } = await reading();
    server.hangsUp(1006);
    const cid = client.send('tea', 'long ago');
    await settled();
    const mine = events.map((event) => (event.seq === 40 ? { ...event, by: 'ann', cid } : event));
    const shown = client.jumpTo('tea', { seq: 40 });
    http.gives(pageOf(mine, { around: 40 }, 4));
    await shown;
    expect(view.pending).toEqual([]);
  });
});

describe('a quoted message', () => {
  it('is asked for once, where it is not here, and changed by what happens', async () => {
    const { client, server, http, gives } = await reading();
    expect(client.quoted('tea', 88)).toMatchObject({ seq: 88 });
    expect([client.quoted('tea', 40), client.quoted('tea', 40)]).toEqual([undefined, undefined]);
    expect(http.asked).toEqual(['http://here/api/rooms/tea/messages?around=40&limit=1']);
    server.says({ type: 'edited', room: 'tea', seq: 91, at: 5, by: 'bob', cid: 'e', target: 40, text: 'better' });
    gives({ around: 40 }, 1);
    await settled();
    expect(client.quoted('tea', 40)).toMatchObject({ seq: 40, text: 'better' });
    server.says({ type: 'deleted', room: 'tea', seq: 92, at: 5, by: 'bob', cid: 'd', target: 40 });
    expect(client.quoted('tea', 40)).toMatchObject({ text: '', deleted: true });
    expect([http.asked.length, client.quoted('nowhere', 1)]).toEqual([1, undefined]);
  });

  it('that does not exist is null', async () => {
    const { client, server, http } = await reading();
    const holes = events.filter(({ seq }) => seq !== 40);
    expect(client.quoted('tea', 40)).toBeUndefined();
    http.gives({ ...pageOf(holes, { around: 40 }, 1), head: 90 });
    await settled();
    expect(client.quoted('tea', 40)).toBeNull();
    server.says({ type: 'edited', room: 'tea', seq: 91, at: 5, by: 'bob', cid: 'e', target: 88, text: 'x' });
    expect(client.quoted('tea', 91)).toBeNull();
    expect(http.asked).toHaveLength(1);
  });

  it('that did not come is asked for again after a while', async () => {
    const { client, http, gives } = await reading();
    client.quoted('tea', 40);
    http.isCutOff();
    await settled();
    for (const seq of [40, 41]) expect(client.quoted('tea', seq)).toBeUndefined();
    expect(http.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_000);
    client.quoted('tea', 40);
    gives({ around: 40 }, 1);
    await settled();
    expect(client.quoted('tea', 40)).toMatchObject({ seq: 40 });
  });

  it('is one of two hundred, and of twenty that are on their way', async () => {
    const many = Array.from({ length: 400 }, (_, index) => posted(index + 1));
    const http = createFakeFetch();
    const { client, server } = await annIn([], { fetch: http.fetch });
    client.join('tea');
    server.says({ ...joined('tea', many), messages: pageOf(many, 'newest', 4).messages, older: true });
    const asks = async (from: number, to: number) => {
      for (let seq = from; seq <= to; seq++) client.quoted('tea', seq);
      const asked = http.asked.splice(0).map((address) => Number(new URL(address).searchParams.get('around')));
      for (const around of asked) http.gives(pageOf(many, { around }, 1));
      await settled();
      return asked.length;
    };
    expect(await asks(1, 50)).toBe(20);
    for (let from = 1; from <= 220; from += 20) await asks(from, from + 19);
    expect([client.quoted('tea', 1), client.quoted('tea', 201)]).toMatchObject([{ seq: 1 }, undefined]);
    expect(await asks(201, 220)).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await asks(201, 210)).toBe(10);
    expect([client.quoted('tea', 1), client.quoted('tea', 210)]).toMatchObject([undefined, { seq: 210 }]);
  });

  it('is not asked for where there is no line to the room yet', async () => {
    const { client, http, server } = await reading();
    client.join('new');
    server.says(refusal({ command: 'join', room: 'new', code: 'room_limit' }));
    expect([client.quoted('new', 3), http.asked]).toEqual([undefined, []]);
  });
});
