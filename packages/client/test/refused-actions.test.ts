import { describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '@hubbub/protocol/errors';
import { ann, annIn, pendingIn, reconnected, sentTexts, settled, useFakeTimers } from './support/fixtures.ts';
import { joined, postedByAnn, refusal } from './support/lines.ts';

useFakeTimers();

describe('a refusal', () => {
  const finalCodes: ErrorCode[] = [
    'text_empty',
    'text_too_long',
    'cid_reused',
    'no_such_message',
    'message_deleted',
    'not_yours',
    'bad_field',
  ];
  const transientCodes: ErrorCode[] = ['store_failed', 'stopping', 'store_full'];

  it.each([...finalCodes, ...transientCodes])(
    '%s is shown and stored, and does not block later actions',
    async (code) => {
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
      expect(sentTexts(server.received())).toEqual(['two']);
      await reconnected(server);
      server.send({ type: 'you', me: ann }, joined('tea'));
      await settled();
      expect(sentTexts(server.received())).toEqual(['two']);
    },
  );

  it('can be retried, with the same cid', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    client.retry(cid);
    server.send(refusal({ command: 'send', room: 'tea', cid, code: 'store_full' }));
    await settled();
    server.received();
    client.retry(cid);
    client.retry('unknown cid');
    await settled();
    expect(server.received()).toMatchObject([{ type: 'send', cid, text: 'one' }]);
    const [stored] = await outbox.all();
    expect(stored).toMatchObject({ cid, state: 'waiting' });
    expect(stored).not.toHaveProperty('code');
  });

  it('can be discarded', async () => {
    const { client, server, outbox } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.send(refusal({ command: 'send', room: 'tea', cid, code: 'text_empty' }));
    client.discard(cid);
    client.discard('unknown cid');
    await settled();
    expect([pendingIn(client), await outbox.all()]).toEqual([[], []]);
  });

  it('is dropped when the room shows the action', async () => {
    const { client, server } = await annIn(['tea']);
    const cid = client.send('tea', 'one');
    await settled();
    server.send(refusal({ command: 'send', room: 'tea', cid, code: 'store_failed' }), postedByAnn(1, cid));
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

  it('comes from the client itself when the frame would close the connection', async () => {
    const { client, server } = await annIn(['tea']);
    server.welcome({ maxText: 1_200 });
    client.send('tea', 'x'.repeat(10_000));
    client.send('tea', 'x'.repeat(1_500));
    await settled();
    expect(sentTexts(server.received())).toEqual(['x'.repeat(1_500)]);
    expect(client.rooms.get('tea')!.pending).toMatchObject([
      { state: 'failed', code: 'text_too_long' },
      { state: 'waiting' },
    ]);
  });
});

describe('a refusal because there were too many (RATE-2)', () => {
  it('postpones everything until it is over, and then all are sent in order', async () => {
    const { client, server } = await annIn(['tea']);
    const cids = ['one', 'two', 'three'].map((text) => client.send('tea', text));
    await settled();
    expect(sentTexts(server.received())).toEqual(['one', 'two', 'three']);
    server.send({ type: 'ack', room: 'tea', cid: cids[0]!, seq: 1 });
    for (const cid of cids.slice(1))
      server.send(refusal({ command: 'send', room: 'tea', cid, code: 'rate_limited', retryAfter: 3 }));
    client.send('tea', 'four');
    await settled();
    expect(server.received()).toEqual([]);
    expect(pendingIn(client)).toEqual(['one waiting', 'two waiting', 'three waiting', 'four waiting']);
    expect(client.limitedUntil).toBe(Date.now() + 3_000);
    await vi.advanceTimersByTimeAsync(2_999);
    expect(server.received()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sentTexts(server.received())).toEqual(['two', 'three', 'four']);
  });

  it('cannot change the order, because few actions are sent before they are answered', async () => {
    const { client, server } = await annIn(['tea']);
    for (let n = 1; n <= 100; n++) client.send('tea', `${n}`);
    await settled();
    const first = server.received();
    expect(first.length).toBe(32);
    const { cid } = first[0] as { cid: string };
    server.send({ type: 'ack', room: 'tea', cid, seq: 1 });
    await settled();
    expect(sentTexts(server.received())).toEqual(['33']);
  });

  it('is not held up by actions that have failed', async () => {
    const { client, server } = await annIn(['tea']);
    for (let n = 1; n <= 32; n++) {
      const cid = client.send('tea', `${n}`);
      await settled();
      server.send(refusal({ command: 'send', room: 'tea', cid, code: 'text_too_long' }));
    }
    server.received();
    client.send('tea', 'next');
    await settled();
    expect(sentTexts(server.received())).toEqual(['next']);
  });
});
