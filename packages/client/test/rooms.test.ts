import { describe, expect, it } from 'vitest';
import { RefusedError } from '../src/index.ts';
import { ann, annIn, connect, createClient, reconnected, textsOf, useFakeTimers } from './support/fixtures.ts';
import { joined, posted, refusal, reset, resumed } from './support/lines.ts';

useFakeTimers();

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
    connect({ client, server });
    expect(view.phase).toBe('joining');
    server.send(joined('tea', [posted(1)]), { type: 'people', room: 'tea', total: 2, unnamed: 1, people: [ann] });
    expect(view).toMatchObject({ phase: 'live', people: { total: 2, unnamed: 1 } });
    expect(textsOf(view)).toEqual(['1']);
    server.close(1006);
    expect(view.phase).toBe('live');
  });

  it('applies its own events, and ignores those of other rooms', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(posted(1), posted(2), posted(1, { room: 'coffee' }));
    server.send({ type: 'edited', room: 'tea', seq: 3, at: 5, by: 'bob', cid: 'e', target: 1, text: 'better' });
    server.send({ type: 'deleted', room: 'tea', seq: 4, at: 6, by: 'bob', cid: 'd', target: 2 });
    expect(textsOf(view)).toEqual(['better', '']);
  });

  it('resumes from its head after the connection was lost', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(posted(1), posted(2));
    await reconnected(server);
    expect(server.received()).toContainEqual({ type: 'join', room: 'tea', after: 2, epoch: 'first', cid: 'bob 2' });
    server.send(resumed(2, 4), posted(3), posted(4));
    expect(textsOf(view)).toEqual(['1', '2', '3', '4']);
    expect(view.reset).toBeUndefined();
  });

  it('starts again and reports the reason when the server cannot resume', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(posted(1));
    await reconnected(server);
    server.send(reset('epoch', 'tea', [posted(7), posted(8)], { epoch: 'second' }));
    expect(textsOf(view)).toEqual(['7', '8']);
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
    expect(textsOf(view)).toEqual(['1']);
    expect(server.received()).toEqual([{ type: 'join', room: 'tea', after: 1, epoch: 'first', cid: 'bob 1' }]);
    server.send(resumed(1, 4), posted(2), posted(3), posted(4), posted(5));
    expect(textsOf(view)).toEqual(['1', '2', '3', '4', '5']);
    expect(server.received()).toEqual([]);
    server.send(posted(9));
    expect(server.received()).toEqual([{ type: 'join', room: 'tea', after: 5, epoch: 'first', cid: 'bob 5' }]);
  });

  it('rejoins once when a heartbeat is ahead of it', async () => {
    const { server } = await annIn(['tea', 'coffee']);
    server.send(posted(1), { type: 'heartbeat', heads: { tea: 1, coffee: 0, elsewhere: 7 } });
    expect(server.received()).toEqual([]);
    server.send({ type: 'heartbeat', heads: { tea: 2 } }, { type: 'heartbeat', heads: { tea: 2 } });
    expect(server.received()).toEqual([{ type: 'join', room: 'tea', after: 1, epoch: 'first', cid: 'bob 1' }]);
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
});
