import { describe, expect, it, vi } from 'vitest';
import { ann, annIn, createClient, settled, useFakeTimers } from './support/fixtures.ts';
import { joined, posted } from './support/lines.ts';

useFakeTimers();

describe('a client', () => {
  it('sends hello and joins its rooms in one frame as soon as the connection opens', () => {
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

  it('receives its person, the epoch and the maximum length of a message', () => {
    const { client, server } = createClient();
    client.start();
    server.accept();
    expect([client.me, client.epoch, client.maxText]).toEqual([null, null, 8_192]);
    server.welcome({ maxText: 100, epoch: 'second' });
    server.send({ type: 'you', me: ann });
    expect([client.me, client.epoch, client.maxText]).toEqual([ann, 'second', 100]);
  });

  it('calls its listeners once after several changes, and not after they have unsubscribed', async () => {
    const { client, server } = createClient();
    const listener = vi.fn();
    const unsubscribe = client.subscribe(listener);
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
    unsubscribe();
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
