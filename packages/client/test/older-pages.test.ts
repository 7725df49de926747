import { describe, expect, it, vi } from 'vitest';
import type { MessagePage } from '@hubbub/protocol/http';
import { createFakeFetch } from './support/fake-fetch.ts';
import { annIn, seqsOf, useFakeTimers } from './support/fixtures.ts';
import { joined, posted, reset } from './support/lines.ts';

useFakeTimers();

const page = (first: number, last: number): MessagePage => {
  const posts = Array.from({ length: last - first + 1 }, (_, index) => posted(first + index));
  return { ...joined('tea', posts), head: 9, older: first > 1, newer: true };
};

/** Ann is in a room whose newest two messages her client has. */
async function openRoom() {
  const http = createFakeFetch();
  const { client, server } = await annIn([], { fetch: http.fetch });
  const view = client.join('Tea & Cake');
  server.send(joined('tea & cake', [posted(8), posted(9)], { older: true }));
  server.received();
  return { client, server, view, http };
}

describe('older messages', () => {
  it('are loaded from before the oldest one until there are no more', async () => {
    const { client, view, http } = await openRoom();
    const listener = vi.fn();
    client.subscribe(listener);
    const first = client.loadOlder('tea & cake');
    expect(view.loadingOlder).toBe(true);
    http.respond(page(3, 7));
    await first;
    expect(view.loadingOlder).toBe(false);
    expect(listener).toHaveBeenCalled();
    expect(seqsOf(view.timeline.messages)).toEqual([3, 4, 5, 6, 7, 8, 9]);
    const second = client.loadOlder('tea & cake');
    http.respond(page(1, 2));
    await second;
    expect(view.timeline.older).toBe(false);
    await client.loadOlder('tea & cake');
    await client.loadOlder('never joined');
    expect(http.requests).toEqual([
      'http://here/api/rooms/tea%20%26%20cake/messages?before=8',
      'http://here/api/rooms/tea%20%26%20cake/messages?before=3',
    ]);
  });

  it('are requested once for concurrent calls', async () => {
    const { client, view, http } = await openRoom();
    const loads = [client.loadOlder('tea & cake'), client.loadOlder('tea & cake')];
    http.respond(page(3, 7));
    await Promise.all(loads);
    expect(http.requests).toHaveLength(1);
    expect(seqsOf(view.timeline.messages)).toHaveLength(7);
  });

  it('reject when they cannot be loaded, and can be requested again', async () => {
    const { client, view, http } = await openRoom();
    const refused = client.loadOlder('tea & cake');
    http.respondError(503, JSON.stringify({ code: 'store_failed', message: 'Try again.' }));
    await expect(refused).rejects.toMatchObject({ name: 'RefusedError', code: 'store_failed', message: 'Try again.' });
    for (const [status, body] of [
      [502, '<h1>Bad gateway</h1>'],
      [405, '{"code":"method_not_allowed"}'],
      [500, 'null'],
    ] as const) {
      const failed = client.loadOlder('tea & cake');
      http.respondError(status, body);
      await expect(failed).rejects.toThrow(`HTTP ${status}`);
    }
    const unreachable = client.loadOlder('tea & cake');
    http.fail();
    await expect(unreachable).rejects.toThrow('fetch failed');
    expect([seqsOf(view.timeline.messages), view.loadingOlder]).toEqual([[8, 9], false]);
    const repeated = client.loadOlder('tea & cake');
    http.respond(page(3, 7));
    await repeated;
    expect(seqsOf(view.timeline.messages)).toHaveLength(7);
  });

  it('of a timeline that has started again are ignored', async () => {
    const { client, server, view, http } = await openRoom();
    const late = client.loadOlder('tea & cake');
    server.send(reset('too_far', 'tea & cake', [posted(20), posted(21)], { older: true }));
    http.respond({ ...page(3, 7), head: 30 });
    await late;
    expect([seqsOf(view.timeline.messages), view.timeline.older]).toEqual([[20, 21], true]);
  });
});
