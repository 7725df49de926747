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

describe('arriving', () => {
  it('says hello and enters its rooms in one frame, before anything was said to it', () => {
    const { client, server } = createClient();
    client.join('tea');
    client.join('茶室');
    client.start();
    server.accepts();
    const frames = server.frames();
    expect(frames).toHaveLength(1);
    expect(frames[0]!.split('\n').map((line) => JSON.parse(line))).toEqual([
      { type: 'hello', secret: 'ann’s secret' },
      { type: 'join', room: 'tea' },
      { type: 'join', room: '茶室' },
    ]);
  });

  it('learns who it is, what history this is and how long a message may be', () => {
    const { client, server } = createClient();
    client.start();
    server.accepts();
    expect([client.me, client.epoch, client.maxText]).toEqual([null, null, 8_192]);
    server.welcomes({ maxText: 100, epoch: 'second' });
    server.says({ type: 'you', me: ann });
    expect([client.me, client.epoch, client.maxText]).toEqual([ann, 'second', 100]);
  });

  it('forgets a secret that nobody has, so that the name is asked for again', () => {
    const { client, server, identity } = createClient();
    client.start();
    server.accepts();
    server.welcomes();
    server.says({ type: 'you', me: null });
    expect(client.me).toBeNull();
    expect(identity.load()).toBeUndefined();
  });

  it('keeps a secret that another tab saved while the old one was being asked about', () => {
    const { client, server, identity } = createClient();
    client.start();
    server.accepts();
    identity.save('a newer one');
    server.says({ type: 'you', me: null });
    expect(identity.load()).toBe('a newer one');
  });

  it('looked at again, uses the name that another tab was given meanwhile', async () => {
    const { client, server, identity } = createClient({ identity: memoryIdentity() });
    client.start();
    server.accepts();
    server.welcomes();
    server.says({ type: 'you', me: null });
    expect(server.heard()).toEqual([{ type: 'hello' }]);
    identity.save('ann’s secret');
    client.wake();
    expect(server.heard()).toEqual([{ type: 'ping' }, { type: 'hello', secret: 'ann’s secret' }]);
    server.says({ type: 'you', me: ann });
    client.wake();
    expect(server.heard()).toEqual([{ type: 'ping' }]);
  });

  it('asks again about another tab’s secret that the server does not know yet, and does not forget it', () => {
    const { client, server, identity } = createClient({ identity: memoryIdentity() });
    client.start();
    server.accepts();
    server.welcomes();
    server.says({ type: 'you', me: null });
    identity.save('kept before it is known');
    client.wake();
    server.heard();
    server.says({ type: 'you', me: null });
    expect(identity.load()).toBe('kept before it is known');
    server.says({ type: 'heartbeat', heads: {} });
    expect(server.heard()).toEqual([{ type: 'hello', secret: 'kept before it is known' }]);
    server.says({ type: 'you', me: ann });
    expect(client.me).toEqual(ann);
  });

  it('says hello again when the server could not answer it', () => {
    const { client, server } = createClient();
    client.start();
    server.accepts();
    server.welcomes();
    server.heard();
    server.says(refusal({ command: 'hello' }));
    server.says({ type: 'heartbeat', heads: {} });
    expect(server.heard()).toEqual([{ type: 'hello', secret: 'ann’s secret' }]);
    server.says({ type: 'you', me: ann }, { type: 'heartbeat', heads: {} });
    expect(server.heard()).toEqual([]);
  });

  it('tells its listeners once about everything that happened in one go, and not after they have left', async () => {
    const { client, server } = createClient();
    const listener = vi.fn();
    const leave = client.subscribe(listener);
    client.join('tea');
    client.start();
    expect(listener).not.toHaveBeenCalled();
    await settled();
    listener.mockClear();
    server.accepts();
    server.welcomes();
    server.says({ type: 'you', me: ann }, joined('tea'), posted(1), posted(2));
    await settled();
    expect(listener).toHaveBeenCalledTimes(1);
    leave();
    server.says(posted(3));
    await settled();
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('stays away after it was stopped, and comes back to its rooms when started again', async () => {
    const { client, server } = await annIn(['tea']);
    client.stop();
    expect(client.state).toEqual({ type: 'idle' });
    vi.advanceTimersByTime(100_000);
    expect(server.calls).toHaveLength(1);
    client.start();
    server.accepts();
    expect(server.heard()).toEqual([
      { type: 'hello', secret: 'ann’s secret' },
      { type: 'join', room: 'tea', after: 0, epoch: 'first' },
    ]);
  });
});

describe('asking for a name', () => {
  async function unnamed() {
    const all = createClient({ identity: memoryIdentity() });
    all.client.start();
    all.server.accepts();
    all.server.welcomes();
    all.server.says({ type: 'you', me: null });
    await settled();
    all.server.heard();
    return all;
  }

  it('gives the name and keeps the secret', async () => {
    const { client, server, identity } = await unnamed();
    const asked = client.name('Ann');
    expect(server.heard()).toEqual([{ type: 'name', name: 'Ann', secret: expect.any(String) }]);
    server.says({ type: 'named', me: ann, secret: 'new secret' });
    await expect(asked).resolves.toEqual(ann);
    expect(client.me).toEqual(ann);
    expect(identity.load()).toBe('new secret');
  });

  it('says why not, and can be asked again', async () => {
    const { client, server } = await unnamed();
    const asked = client.name('A\u200Bnn');
    server.says(
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
    server.says({ type: 'named', me: ann, secret: 's' });
    await expect(again).resolves.toEqual(ann);
  });

  it('asks one after the other, and each gets its own answer', async () => {
    const { client, server } = await unnamed();
    const first = client.name('Bob');
    const second = client.name('Ann');
    expect(server.heard()).toEqual([{ type: 'name', name: 'Bob', secret: expect.any(String) }]);
    server.says(refusal({ command: 'name', code: 'name_taken' }));
    await expect(first).rejects.toMatchObject({ code: 'name_taken' });
    expect(server.heard()).toEqual([{ type: 'name', name: 'Ann', secret: expect.any(String) }]);
    server.says({ type: 'named', me: ann, secret: 's' });
    await expect(second).resolves.toEqual(ann);
  });

  it('waits for a connection, and asks again when the answer was lost with the line', async () => {
    const { client, server } = createClient({ identity: memoryIdentity() });
    const asked = client.name('Ann');
    client.start();
    server.accepts();
    server.welcomes();
    expect(server.heard()).toEqual([{ type: 'hello' }]);
    server.says({ type: 'you', me: null });
    const first = server.heard();
    expect(first).toEqual([{ type: 'name', name: 'Ann', secret: expect.stringMatching(/^[a-z0-9]{24}$/) }]);
    await reconnected(server);
    expect(server.heard()).toMatchObject([{ type: 'hello' }]);
    const other = client.name('Anna');
    expect(server.heard()).toEqual([]);
    server.says({ type: 'you', me: null });
    expect(server.heard()).toEqual(first);
    server.says({ type: 'named', me: ann, secret: 's' }, refusal({ command: 'name', code: 'name_set' }));
    await expect(other).rejects.toMatchObject({ code: 'name_set' });
    await expect(asked).resolves.toEqual(ann);
  });

  it('keeps the secret of the name that was given, whatever else was wished for', async () => {
    const identity = memoryIdentity();
    const { client, server } = createClient({ identity });
    const wishes = [client.name('Ann'), client.name('Ann again')];
    client.start();
    server.accepts();
    server.welcomes();
    server.says({ type: 'you', me: null });
    const [asked] = server.heard().filter(({ type }) => type === 'name') as { secret: string }[];
    server.says({ type: 'named', me: ann, secret: asked!.secret });
    await expect(wishes[0]).resolves.toEqual(ann);
    await expect(wishes[1]).rejects.toMatchObject({ code: 'name_set' });
    await expect(client.name('Anna')).rejects.toMatchObject({ code: 'name_set' });
    expect(identity.load()).toBe(asked!.secret);
    expect(server.heard().filter(({ type }) => type === 'name')).toEqual([]);
  });
});

describe('a name whose answer was lost', () => {
  it('is found again by the secret that was kept before it was asked for', async () => {
    const identity = memoryIdentity();
    const { client, server } = createClient({ identity });
    const asked = client.name('Ann');
    client.start();
    server.accepts();
    server.welcomes();
    server.says({ type: 'you', me: null });
    server.heard();
    const secret = identity.load();
    await reconnected(server);
    expect(server.heard()).toEqual([{ type: 'hello', secret }]);
    server.says({ type: 'you', me: ann });
    await expect(asked).resolves.toEqual(ann);
    expect(server.heard()).toEqual([]);
    expect(identity.load()).toBe(secret);
  });
});

describe('a room', () => {
  it('is one room however it is spelled, and joined once', async () => {
    const { client, server } = await annIn(['tea']);
    expect(client.join('  TEA ')).toBe(client.rooms.get('tea'));
    expect(server.heard()).toEqual([]);
    const view = client.join('Coffee  House');
    expect(view.room).toBe('coffee house');
    expect(server.heard()).toEqual([{ type: 'join', room: 'coffee house' }]);
  });

  it('with an impossible name is refused here and now', () => {
    const { client } = createClient();
    const join = () => client.join('a/b');
    expect(join).toThrow(RefusedError);
    expect(join).toThrow(expect.objectContaining({ code: 'room_invalid', reason: 'slash' }));
    expect(() => client.send('', 'hello')).toThrow(RefusedError);
    expect(client.rooms.size).toBe(0);
  });

  it('is joining until its page is here, then live, also while the line is cut', async () => {
    const { client, server } = createClient();
    const view = client.join('tea');
    client.start();
    server.accepts();
    server.welcomes();
    expect(view.phase).toBe('joining');
    server.says(joined('tea', [posted(1)]), { type: 'people', room: 'tea', total: 2, unnamed: 1, people: [ann] });
    expect(view).toMatchObject({ phase: 'live', people: { total: 2, unnamed: 1 } });
    expect(texts(view)).toEqual(['1']);
    server.hangsUp(1006);
    expect(view.phase).toBe('live');
  });

  it('grows by what happens, and ignores what happens elsewhere', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.says(posted(1), posted(2), posted(1, { room: 'coffee' }));
    server.says({ type: 'edited', room: 'tea', seq: 3, at: 5, by: 'bob', cid: 'e', target: 1, text: 'better' });
    server.says({ type: 'deleted', room: 'tea', seq: 4, at: 6, by: 'bob', cid: 'd', target: 2 });
    expect(texts(view)).toEqual(['better', '']);
  });

  it('goes on from where it was after the line was cut', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.says(posted(1), posted(2));
    await reconnected(server);
    expect(server.heard()).toContainEqual({ type: 'join', room: 'tea', after: 2, epoch: 'first' });
    server.says(resumed(2, 4), posted(3), posted(4));
    expect(texts(view)).toEqual(['1', '2', '3', '4']);
    expect(view.reset).toBeUndefined();
  });

  it('starts again and says why when the server cannot go on', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.says(posted(1));
    await reconnected(server);
    server.says(reset([posted(7), posted(8)], { reason: 'epoch', epoch: 'second' }));
    expect(texts(view)).toEqual(['7', '8']);
    expect(view).toMatchObject({ phase: 'live', reset: 'epoch', timeline: { epoch: 'second', head: 8 } });
  });

  it('asks for all again rather than go on from where it is not', async () => {
    for (const wrong of [resumed(5, 9), resumed(1, 9, 'second')]) {
      const { server } = await annIn(['tea']);
      server.says(posted(1));
      await reconnected(server);
      server.heard();
      server.says(wrong);
      expect(server.heard()).toEqual([{ type: 'join', room: 'tea' }]);
    }
  });

  it('asks once for what it missed when an event is missing, and shows none above the hole', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.says(posted(1), posted(3), posted(4));
    expect(texts(view)).toEqual(['1']);
    expect(server.heard()).toEqual([{ type: 'join', room: 'tea', after: 1, epoch: 'first' }]);
    server.says(resumed(1, 4), posted(2), posted(3), posted(4), posted(5));
    expect(texts(view)).toEqual(['1', '2', '3', '4', '5']);
    expect(server.heard()).toEqual([]);
    server.says(posted(9));
    expect(server.heard()).toEqual([{ type: 'join', room: 'tea', after: 5, epoch: 'first' }]);
  });

  it('asks once for what it missed when a heartbeat is ahead of it', async () => {
    const { server } = await annIn(['tea', 'coffee']);
    server.says(posted(1), { type: 'heartbeat', heads: { tea: 1, coffee: 0, elsewhere: 7 } });
    expect(server.heard()).toEqual([]);
    server.says({ type: 'heartbeat', heads: { tea: 2 } }, { type: 'heartbeat', heads: { tea: 2 } });
    expect(server.heard()).toEqual([{ type: 'join', room: 'tea', after: 1, epoch: 'first' }]);
  });

  it('that is refused says why, and is asked for again by joining again', async () => {
    const { client, server } = await annIn([]);
    const view = client.join('tea');
    server.says(refusal({ command: 'join', room: 'tea', code: 'room_limit' }));
    expect(view).toMatchObject({ phase: 'refused', refusal: { code: 'room_limit' } });
    server.heard();
    server.says({ type: 'heartbeat', heads: {} });
    expect(server.heard()).toEqual([]);
    expect(client.join('tea')).toBe(view);
    expect(server.heard()).toEqual([{ type: 'join', room: 'tea' }]);
    expect(view.phase).toBe('joining');
    server.says(joined('tea'));
    expect(view).toMatchObject({ phase: 'live', refusal: undefined });
  });

  it('that the server could not open just now is asked for again by itself', async () => {
    const { client, server } = await annIn([]);
    const view = client.join('tea');
    server.heard();
    server.says(refusal({ command: 'join', room: 'tea', code: 'store_failed' }));
    expect(view.phase).toBe('joining');
    server.says({ type: 'heartbeat', heads: {} });
    expect(server.heard()).toEqual([{ type: 'join', room: 'tea' }]);
  });

  it('that was left is gone, and what is still said of it is ignored', async () => {
    const { client, server } = await annIn(['tea']);
    client.leave('Tea');
    client.leave('tea');
    expect(server.heard()).toEqual([{ type: 'leave', room: 'tea' }]);
    server.says(posted(1), joined('tea'), { type: 'left', room: 'tea' });
    expect(client.rooms.size).toBe(0);
    await reconnected(server);
    expect(server.heard()).toEqual([{ type: 'hello', secret: 'ann’s secret' }]);
  });

  it('survives lines that make no sense', async () => {
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
      server.sends(JSON.stringify({ type }));
      server.sends(JSON.stringify({ type, room: 'tea', heads: 7, seq: 'x', cid: {}, messages: 3, code: 'nonsense' }));
    }
    await settled();
    expect(client.state.type).toBe('online');
  });
});
