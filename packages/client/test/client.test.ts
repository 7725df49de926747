import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServerLine } from '@hubbub/protocol/lines';
import { RefusedError } from '../src/client.ts';
import { memoryIdentity } from '../src/identity/identity.ts';
import { ann, annIn, joined, posted, reconnected, refusal, settled, createClient } from './support/fixtures.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const reset = (
  events: Parameters<typeof joined>[1],
  more: { epoch?: string; reason: 'epoch' | 'too_far' },
): ServerLine => ({
  ...joined('tea', events),
  ...more,
  type: 'reset',
});
const resumed = (after: number, head: number, epoch = 'first'): ServerLine => ({
  type: 'resumed',
  room: 'tea',
  epoch,
  after,
  head,
});
const texts = (view: { timeline: { messages: readonly { text: string }[] } }) =>
  view.timeline.messages.map(({ text }) => text);

describe('a new connection', () => {
  it('sends hello and joins its rooms in one frame, before it receives anything', () => {
    const { client, server } = createClient();
    client.join('tea');
    client.join('茶室');
    client.start();
    server.accept();
    const frames = server.receivedFrames();
    expect(frames).toHaveLength(1);
    expect(frames[0]!.split('\n').map((line) => JSON.parse(line))).toEqual([
      { type: 'hello', secret: 'ann’s secret' },
      { type: 'join', room: 'tea' },
      { type: 'join', room: '茶室' },
    ]);
  });

  it('learns its person, the epoch and the maximum length of a message', () => {
    const { client, server } = createClient();
    client.start();
    server.accept();
    expect([client.me, client.epoch, client.maxText]).toEqual([null, null, 8_192]);
    server.welcome({ maxText: 100, epoch: 'second' });
    server.send({ type: 'you', me: ann });
    expect([client.me, client.epoch, client.maxText]).toEqual([ann, 'second', 100]);
  });

  it('forgets a secret that the server does not know, so that a name can be requested again', () => {
    const { client, server, identity } = createClient();
    client.start();
    server.accept();
    server.welcome();
    server.send({ type: 'you', me: null });
    expect(client.me).toBeNull();
    expect(identity.load()).toBeUndefined();
  });

  it('keeps a secret that another tab saved while hello was in flight', () => {
    const { client, server, identity } = createClient();
    client.start();
    server.accept();
    identity.save('a newer one');
    server.send({ type: 'you', me: null });
    expect(identity.load()).toBe('a newer one');
  });

  it('uses the name that another tab was given, when the page wakes', async () => {
    const { client, server, identity } = createClient({ identity: memoryIdentity() });
    client.start();
    server.accept();
    server.welcome();
    server.send({ type: 'you', me: null });
    expect(server.received()).toEqual([{ type: 'hello' }]);
    identity.save('ann’s secret');
    client.wake();
    expect(server.received()).toEqual([{ type: 'ping' }, { type: 'hello', secret: 'ann’s secret' }]);
    server.send({ type: 'you', me: ann });
    client.wake();
    expect(server.received()).toEqual([{ type: 'ping' }]);
  });

  it('sends another tab’s secret again when the server does not know it yet, and keeps it', () => {
    const { client, server, identity } = createClient({ identity: memoryIdentity() });
    client.start();
    server.accept();
    server.welcome();
    server.send({ type: 'you', me: null });
    identity.save('kept before it is known');
    client.wake();
    server.received();
    server.send({ type: 'you', me: null });
    expect(identity.load()).toBe('kept before it is known');
    server.send({ type: 'heartbeat', heads: {} });
    expect(server.received()).toEqual([{ type: 'hello', secret: 'kept before it is known' }]);
    server.send({ type: 'you', me: ann });
    expect(client.me).toEqual(ann);
  });

  it('sends hello again when the server did not answer it', () => {
    const { client, server } = createClient();
    client.start();
    server.accept();
    server.welcome();
    server.received();
    server.send(refusal({ command: 'hello' }));
    server.send({ type: 'heartbeat', heads: {} });
    expect(server.received()).toEqual([{ type: 'hello', secret: 'ann’s secret' }]);
    server.send({ type: 'you', me: ann }, { type: 'heartbeat', heads: {} });
    expect(server.received()).toEqual([]);
  });

  it('calls its listeners once after several changes, and not after they have unsubscribed', async () => {
    const { client, server } = createClient();
    const listener = vi.fn();
    const leave = client.subscribe(listener);
    client.join('tea');
    client.start();
    expect(listener).not.toHaveBeenCalled();
    await settled();
    listener.mockClear();
    server.accept();
    server.welcome();
    server.send({ type: 'you', me: ann }, joined('tea'), posted(1), posted(2));
    await settled();
    expect(listener).toHaveBeenCalledTimes(1);
    leave();
    server.send(posted(3));
    await settled();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('does not reconnect after stop, and joins its rooms again after start', async () => {
    const { client, server } = await annIn(['tea']);
    client.stop();
    expect(client.state).toEqual({ type: 'idle' });
    vi.advanceTimersByTime(100_000);
    expect(server.sockets).toHaveLength(1);
    client.start();
    server.accept();
    expect(server.received()).toEqual([
      { type: 'hello', secret: 'ann’s secret' },
      { type: 'join', room: 'tea', after: 0, epoch: 'first' },
    ]);
  });
});

describe('requesting a name', () => {
  async function unnamed() {
    const all = createClient({ identity: memoryIdentity() });
    all.client.start();
    all.server.accept();
    all.server.welcome();
    all.server.send({ type: 'you', me: null });
    await settled();
    all.server.received();
    return all;
  }

  it('resolves with the name and stores the secret', async () => {
    const { client, server, identity } = await unnamed();
    const asked = client.name('Ann');
    expect(server.received()).toEqual([{ type: 'name', name: 'Ann', secret: expect.any(String) }]);
    server.send({ type: 'named', me: ann, secret: 'new secret' });
    await expect(asked).resolves.toEqual(ann);
    expect(client.me).toEqual(ann);
    expect(identity.load()).toBe('new secret');
  });

  it('rejects with the reason, and can be repeated', async () => {
    const { client, server } = await unnamed();
    const asked = client.name('A\u200Bnn');
    server.send(
      refusal({ command: 'name', code: 'name_invalid', reason: 'hidden_characters', field: 'name', message: 'Oh no.' }),
    );
    const error = await asked.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({
      code: 'name_invalid',
      reason: 'hidden_characters',
      field: 'name',
      message: 'Oh no.',
    });
    const again = client.name('Ann');
    server.send({ type: 'named', me: ann, secret: 's' });
    await expect(again).resolves.toEqual(ann);
  });

  it('sends one request at a time, and each gets its own answer', async () => {
    const { client, server } = await unnamed();
    const first = client.name('Bob');
    const second = client.name('Ann');
    expect(server.received()).toEqual([{ type: 'name', name: 'Bob', secret: expect.any(String) }]);
    server.send(refusal({ command: 'name', code: 'name_taken' }));
    await expect(first).rejects.toMatchObject({ code: 'name_taken' });
    expect(server.received()).toEqual([{ type: 'name', name: 'Ann', secret: expect.any(String) }]);
    server.send({ type: 'named', me: ann, secret: 's' });
    await expect(second).resolves.toEqual(ann);
  });

  it('waits for a connection, and sends the request again when the answer was lost', async () => {
    const { client, server } = createClient({ identity: memoryIdentity() });
    const asked = client.name('Ann');
    client.start();
    server.accept();
    server.welcome();
    expect(server.received()).toEqual([{ type: 'hello' }]);
    server.send({ type: 'you', me: null });
    const first = server.received();
    expect(first).toEqual([{ type: 'name', name: 'Ann', secret: expect.stringMatching(/^[a-z0-9]{24}$/) }]);
    await reconnected(server);
    expect(server.received()).toMatchObject([{ type: 'hello' }]);
    const other = client.name('Anna');
    expect(server.received()).toEqual([]);
    server.send({ type: 'you', me: null });
    expect(server.received()).toEqual(first);
    server.send({ type: 'named', me: ann, secret: 's' }, refusal({ command: 'name', code: 'name_set' }));
    await expect(other).rejects.toMatchObject({ code: 'name_set' });
    await expect(asked).resolves.toEqual(ann);
  });

  it('keeps the secret of the name that was given when other requests are pending', async () => {
    const identity = memoryIdentity();
    const { client, server } = createClient({ identity });
    const wishes = [client.name('Ann'), client.name('Ann again')];
    client.start();
    server.accept();
    server.welcome();
    server.send({ type: 'you', me: null });
    const [asked] = server.received().filter(({ type }) => type === 'name') as { secret: string }[];
    server.send({ type: 'named', me: ann, secret: asked!.secret });
    await expect(wishes[0]).resolves.toEqual(ann);
    await expect(wishes[1]).rejects.toMatchObject({ code: 'name_set' });
    await expect(client.name('Anna')).rejects.toMatchObject({ code: 'name_set' });
    expect(identity.load()).toBe(asked!.secret);
    expect(server.received().filter(({ type }) => type === 'name')).toEqual([]);
  });
});

describe('a name whose answer was lost', () => {
  it('is recovered by the secret that was stored before the request', async () => {
    const identity = memoryIdentity();
    const { client, server } = createClient({ identity });
    const asked = client.name('Ann');
    client.start();
    server.accept();
    server.welcome();
    server.send({ type: 'you', me: null });
    server.received();
    const secret = identity.load();
    await reconnected(server);
    expect(server.received()).toEqual([{ type: 'hello', secret }]);
    server.send({ type: 'you', me: ann });
    await expect(asked).resolves.toEqual(ann);
    expect(server.received()).toEqual([]);
    expect(identity.load()).toBe(secret);
  });
});

describe('a room', () => {
  it('is the same room in any spelling, and joined once', async () => {
    const { client, server } = await annIn(['tea']);
    expect(client.join('  TEA ')).toBe(client.rooms.get('tea'));
    expect(server.received()).toEqual([]);
    const view = client.join('Coffee  House');
    expect(view.room).toBe('coffee house');
    expect(server.received()).toEqual([{ type: 'join', room: 'coffee house' }]);
  });

  it('with an invalid name is refused immediately', () => {
    const { client } = createClient();
    const join = () => client.join('a/b');
    expect(join).toThrow(RefusedError);
    expect(join).toThrow(expect.objectContaining({ code: 'room_invalid', reason: 'slash' }));
    expect(() => client.send('', 'hello')).toThrow(RefusedError);
    expect(client.rooms.size).toBe(0);
  });

  it('is joining until its page arrives, then live, even while offline', async () => {
    const { client, server } = createClient();
    const view = client.join('tea');
    client.start();
    server.accept();
    server.welcome();
    expect(view.phase).toBe('joining');
    server.send(joined('tea', [posted(1)]), { type: 'people', room: 'tea', total: 2, unnamed: 1, people: [ann] });
    expect(view).toMatchObject({ phase: 'live', people: { total: 2, unnamed: 1 } });
    expect(texts(view)).toEqual(['1']);
    server.close(1006);
    expect(view.phase).toBe('live');
  });

  it('applies its own events, and ignores those of other rooms', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(posted(1), posted(2), posted(1, { room: 'coffee' }));
    server.send({ type: 'edited', room: 'tea', seq: 3, at: 5, by: 'bob', cid: 'e', target: 1, text: 'better' });
    server.send({ type: 'deleted', room: 'tea', seq: 4, at: 6, by: 'bob', cid: 'd', target: 2 });
    expect(texts(view)).toEqual(['better', '']);
  });

  it('resumes from its head after the connection was lost', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(posted(1), posted(2));
    await reconnected(server);
    expect(server.received()).toContainEqual({ type: 'join', room: 'tea', after: 2, epoch: 'first' });
    server.send(resumed(2, 4), posted(3), posted(4));
    expect(texts(view)).toEqual(['1', '2', '3', '4']);
    expect(view.reset).toBeUndefined();
  });

  it('starts again and reports the reason when the server cannot resume', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(posted(1));
    await reconnected(server);
    server.send(reset([posted(7), posted(8)], { reason: 'epoch', epoch: 'second' }));
    expect(texts(view)).toEqual(['7', '8']);
    expect(view).toMatchObject({ phase: 'live', reset: 'epoch', timeline: { epoch: 'second', head: 8 } });
  });

  it('requests everything again when the server resumes from another position', async () => {
    for (const wrong of [resumed(5, 9), resumed(1, 9, 'second')]) {
      const { server } = await annIn(['tea']);
      server.send(posted(1));
      await reconnected(server);
      server.received();
      server.send(wrong);
      expect(server.received()).toEqual([{ type: 'join', room: 'tea' }]);
    }
  });

  it('rejoins once when an event is missing, and shows no event after the gap', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(posted(1), posted(3), posted(4));
    expect(texts(view)).toEqual(['1']);
    expect(server.received()).toEqual([{ type: 'join', room: 'tea', after: 1, epoch: 'first' }]);
    server.send(resumed(1, 4), posted(2), posted(3), posted(4), posted(5));
    expect(texts(view)).toEqual(['1', '2', '3', '4', '5']);
    expect(server.received()).toEqual([]);
    server.send(posted(9));
    expect(server.received()).toEqual([{ type: 'join', room: 'tea', after: 5, epoch: 'first' }]);
  });

  it('rejoins once when a heartbeat is ahead of it', async () => {
    const { server } = await annIn(['tea', 'coffee']);
    server.send(posted(1), { type: 'heartbeat', heads: { tea: 1, coffee: 0, elsewhere: 7 } });
    expect(server.received()).toEqual([]);
    server.send({ type: 'heartbeat', heads: { tea: 2 } }, { type: 'heartbeat', heads: { tea: 2 } });
    expect(server.received()).toEqual([{ type: 'join', room: 'tea', after: 1, epoch: 'first' }]);
  });

  it('that is refused exposes the refusal, and can be joined again', async () => {
    const { client, server } = await annIn([]);
    const view = client.join('tea');
    server.send(refusal({ command: 'join', room: 'tea', code: 'room_limit' }));
    expect(view).toMatchObject({ phase: 'refused', refusal: { code: 'room_limit' } });
    server.received();
    server.send({ type: 'heartbeat', heads: {} });
    expect(server.received()).toEqual([]);
    expect(client.join('tea')).toBe(view);
    expect(server.received()).toEqual([{ type: 'join', room: 'tea' }]);
    expect(view.phase).toBe('joining');
    server.send(joined('tea'));
    expect(view).toMatchObject({ phase: 'live', refusal: undefined });
  });

  it('is joined again automatically after a transient refusal', async () => {
    const { client, server } = await annIn([]);
    const view = client.join('tea');
    server.received();
    server.send(refusal({ command: 'join', room: 'tea', code: 'store_failed' }));
    expect(view.phase).toBe('joining');
    server.send({ type: 'heartbeat', heads: {} });
    expect(server.received()).toEqual([{ type: 'join', room: 'tea' }]);
  });

  it('is removed by leaving it, and later lines about it are ignored', async () => {
    const { client, server } = await annIn(['tea']);
    client.leave('Tea');
    client.leave('tea');
    expect(server.received()).toEqual([{ type: 'leave', room: 'tea' }]);
    server.send(posted(1), joined('tea'), { type: 'left', room: 'tea' });
    expect(client.rooms.size).toBe(0);
    await reconnected(server);
    expect(server.received()).toEqual([{ type: 'hello', secret: 'ann’s secret' }]);
  });

  it('ignores malformed lines', async () => {
    const { client, server } = await annIn(['tea']);
    for (const type of [
      'joined',
      'reset',
      'resumed',
      'posted',
      'people',
      'heartbeat',
      'ack',
      'error',
      'you',
      'named',
      '__proto__',
    ]) {
      server.sendFrame(JSON.stringify({ type }));
      server.sendFrame(
        JSON.stringify({ type, room: 'tea', heads: 7, seq: 'x', cid: {}, messages: 3, code: 'nonsense' }),
      );
    }
    await settled();
    expect(client.state.type).toBe('online');
  });
});
