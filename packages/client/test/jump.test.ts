import { describe, expect, it, vi } from 'vitest';
import type { PageQuery } from '../src/timeline/fetch-page.ts';
import { createFakeFetch } from './support/fake-fetch.ts';
import { pageOf } from './support/reference-page.ts';
import { annIn, seqsOf, settled, useFakeTimers } from './support/fixtures.ts';
import { joined, posted, refusal } from './support/lines.ts';

useFakeTimers();

const events = Array.from({ length: 90 }, (_, index) => posted(index + 1, { at: 1_000 + index }));

/** Ann is in a room of 90 messages, of which her client has the newest four. */
async function openRoom() {
  const http = createFakeFetch();
  const { client, server } = await annIn([], { fetch: http.fetch });
  const view = client.join('tea');
  server.send({ ...joined('tea', events), messages: pageOf(events, 'newest', 4).messages, older: true });
  server.received();
  const respond = (query: PageQuery, limit: number) => http.respond(pageOf(events, query, limit));
  return { client, server, view, http, respond };
}
/** And she has jumped to message 40. */
async function openDetached() {
  const all = await openRoom();
  const jumped = all.client.jumpTo('tea', { seq: 40 });
  all.respond({ around: 40 }, 4);
  await jumped;
  all.http.requests.length = 0;
  return all;
}

describe('a jump', () => {
  it('loads the page around its position into a detached segment', async () => {
    const { client, view, http, respond } = await openRoom();
    const listener = vi.fn();
    client.subscribe(listener);
    const jumped = client.jumpTo('Tea', { seq: 40 });
    respond({ around: 40 }, 4);
    expect(await jumped).toBe(40);
    expect(http.requests).toEqual(['http://here/api/rooms/tea/messages?around=40&limit=100']);
    expect([seqsOf(view.timeline.detached?.messages), seqsOf(view.timeline.messages)]).toEqual([
      [38, 39, 40, 41],
      [87, 88, 89, 90],
    ]);
    await settled();
    expect(listener).toHaveBeenCalled();
    const second = client.jumpTo('tea', { at: 1_019 });
    respond({ at: 1_019 }, 2);
    expect([await second, http.requests[1]]).toEqual([20, 'http://here/api/rooms/tea/messages?at=1019&limit=100']);
  });

  it('does not request a loaded position, and ends at the newest messages with returnToNewest', async () => {
    const { client, view, http } = await openDetached();
    expect(await client.jumpTo('tea', { seq: 41 })).toBe(41);
    expect(view.timeline.detached).not.toBeNull();
    expect(await client.jumpTo('tea', { seq: 88 })).toBe(88);
    expect([view.timeline.detached, http.requests]).toEqual([null, []]);
    const second = await openDetached();
    second.client.returnToNewest('tea');
    expect(second.view.timeline.detached).toBeNull();
  });

  it('loads more at both ends, reports that it is loading, and reaches the newest messages', async () => {
    const { client, view, http, respond } = await openDetached();
    const loads = [client.loadOlder('tea'), client.loadNewer('tea'), client.loadNewer('tea')];
    expect([view.loadingOlder, view.loadingNewer]).toEqual([true, true]);
    respond({ before: 38 }, 2);
    respond({ after: 41 }, 44);
    await Promise.all(loads);
    expect([view.loadingOlder, view.loadingNewer]).toEqual([false, false]);
    expect(seqsOf(view.timeline.detached?.messages)).toHaveLength(50);
    const last = client.loadNewer('tea');
    respond({ after: 85 }, 50);
    await last;
    expect([view.timeline.detached, view.timeline.messages[0]?.seq, view.timeline.messages.length]).toEqual([
      null,
      36,
      55,
    ]);
    await client.loadNewer('tea');
    expect(http.requests.map((url) => url.split('?')[1])).toEqual(['before=38', 'after=41', 'after=85']);
  });

  it('is superseded by a later one, whichever page arrives first', async () => {
    const { client, view, respond, http } = await openRoom();
    const [first, second] = [client.jumpTo('tea', { seq: 20 }), client.jumpTo('tea', { seq: 40 })];
    respond({ around: 20 }, 4);
    respond({ around: 40 }, 4);
    expect([await first, await second]).toEqual([null, 40]);
    expect(seqsOf(view.timeline.detached?.messages)).toEqual([38, 39, 40, 41]);
    const [third, fourth] = [client.jumpTo('tea', { seq: 20 }), client.jumpTo('tea', { seq: 10 })];
    client.returnToNewest('tea');
    respond({ around: 20 }, 4);
    http.fail();
    expect([await third, await fourth, view.timeline.detached]).toEqual([null, null, null]);
  });

  it('neither uses nor waits for pages of an earlier position', async () => {
    const { client, view, http, respond } = await openDetached();
    const [older, jumped] = [client.loadOlder('tea'), client.jumpTo('tea', { seq: 20 })];
    http.respond(pageOf(events, { around: 20 }, 4), 1);
    await jumped;
    const olderThere = client.loadOlder('tea');
    expect(http.requests.at(-1)).toMatch(/before=18$/);
    respond({ before: 38 }, 4);
    await older;
    expect([seqsOf(view.timeline.detached?.messages), view.loadingOlder]).toEqual([[18, 19, 20, 21], true]);
    respond({ before: 18 }, 2);
    await olderThere;
    expect([seqsOf(view.timeline.detached?.messages), view.loadingOlder]).toEqual([[16, 17, 18, 19, 20, 21], false]);
  });

  it('rejects with the reason, and changes nothing', async () => {
    const { client, view, http } = await openRoom();
    const refused = client.jumpTo('tea', { seq: 40 });
    http.respondError(503, JSON.stringify({ code: 'store_failed', message: 'Try again.' }));
    await expect(refused).rejects.toMatchObject({ code: 'store_failed' });
    const stale = client.jumpTo('tea', { seq: 40 }).catch((error: unknown) => error);
    for (let tries = 0; tries < 3; tries++) {
      http.respond({ ...pageOf(events, { around: 40 }, 4), epoch: 'second' });
      await settled();
    }
    expect(await stale).toMatchObject({ name: 'RefusedError', code: 'stopping' });
    await expect(client.jumpTo('nowhere', { seq: 1 })).rejects.toMatchObject({ code: 'not_joined' });
    client.join('new');
    await expect(client.jumpTo('new', { seq: 1 })).rejects.toMatchObject({ code: 'not_joined' });
    expect(view.timeline.detached).toBeNull();
  });

  it('removes pending entries that it finds in the page', async () => {
    const { client, server, view, http } = await openRoom();
    server.close(1006);
    const cid = client.send('tea', 'long ago');
    await settled();
    const log = events.map((event) => (event.seq === 40 ? { ...event, by: 'ann', cid } : event));
    const jumped = client.jumpTo('tea', { seq: 40 });
    http.respond(pageOf(log, { around: 40 }, 4));
    await jumped;
    expect(view.pending).toEqual([]);
  });
});

describe('a quoted message', () => {
  it('is requested once when it is not loaded, and changes with events', async () => {
    const { client, server, http, respond } = await openRoom();
    expect(client.quoted('tea', 88)).toMatchObject({ seq: 88 });
    expect([client.quoted('tea', 40), client.quoted('tea', 40)]).toEqual([undefined, undefined]);
    expect(http.requests).toEqual(['http://here/api/rooms/tea/messages?around=40&limit=1']);
    server.send({ type: 'edited', room: 'tea', seq: 91, at: 5, by: 'bob', cid: 'e', target: 40, text: 'better' });
    respond({ around: 40 }, 1);
    await settled();
    expect(client.quoted('tea', 40)).toMatchObject({ seq: 40, text: 'better' });
    server.send({ type: 'deleted', room: 'tea', seq: 92, at: 5, by: 'bob', cid: 'd', target: 40 });
    expect(client.quoted('tea', 40)).toMatchObject({ text: '', deleted: true });
    expect([http.requests.length, client.quoted('nowhere', 1)]).toEqual([1, undefined]);
  });

  it('that does not exist is null', async () => {
    const { client, server, http } = await openRoom();
    const log = events.filter(({ seq }) => seq !== 40);
    expect(client.quoted('tea', 40)).toBeUndefined();
    http.respond({ ...pageOf(log, { around: 40 }, 1), head: 90 });
    await settled();
    expect(client.quoted('tea', 40)).toBeNull();
    server.send({ type: 'edited', room: 'tea', seq: 91, at: 5, by: 'bob', cid: 'e', target: 88, text: 'x' });
    expect(client.quoted('tea', 91)).toBeNull();
    expect(http.requests).toHaveLength(1);
  });

  it('is requested again a while after a failure', async () => {
    const { client, http, respond } = await openRoom();
    client.quoted('tea', 40);
    http.fail();
    await settled();
    for (const seq of [40, 41]) expect(client.quoted('tea', seq)).toBeUndefined();
    expect(http.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_000);
    client.quoted('tea', 40);
    respond({ around: 40 }, 1);
    await settled();
    expect(client.quoted('tea', 40)).toMatchObject({ seq: 40 });
  });

  it('is one of at most 200 cached ones and 20 requests in flight', async () => {
    const many = Array.from({ length: 400 }, (_, index) => posted(index + 1));
    const http = createFakeFetch();
    const { client, server } = await annIn([], { fetch: http.fetch });
    client.join('tea');
    server.send({ ...joined('tea', many), messages: pageOf(many, 'newest', 4).messages, older: true });
    /** Requests these quotes, answers the requests, and returns how many there were. */
    const quote = async (from: number, to: number) => {
      for (let seq = from; seq <= to; seq++) client.quoted('tea', seq);
      const requested = http.requests.splice(0).map((url) => Number(new URL(url).searchParams.get('around')));
      for (const around of requested) http.respond(pageOf(many, { around }, 1));
      await settled();
      return requested.length;
    };
    expect(await quote(1, 50)).toBe(20);
    for (let from = 1; from <= 220; from += 20) await quote(from, from + 19);
    expect([client.quoted('tea', 1), client.quoted('tea', 201)]).toMatchObject([{ seq: 1 }, undefined]);
    expect(await quote(201, 220)).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await quote(201, 210)).toBe(10);
    expect([client.quoted('tea', 1), client.quoted('tea', 210)]).toMatchObject([undefined, { seq: 210 }]);
  });

  it('is not requested before the room is joined', async () => {
    const { client, http, server } = await openRoom();
    client.join('new');
    server.send(refusal({ command: 'join', room: 'new', code: 'room_limit' }));
    expect([client.quoted('new', 3), http.requests]).toEqual([undefined, []]);
  });
});
