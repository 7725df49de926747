import { describe, expect, it, vi } from 'vitest';
import type { ServerLine } from '@hubbub/protocol/lines';
import { ann, annIn, settled, unnamed, useFakeTimers } from './support/fixtures.ts';
import { joined, posted } from './support/lines.ts';

useFakeTimers();

describe('typing', () => {
  it('is sent at most every three seconds, in a joined room, by a person with a name', async () => {
    const { client, server } = await annIn(['tea']);
    client.typing('Tea');
    client.typing('tea');
    client.typing('nowhere');
    vi.advanceTimersByTime(2_999);
    client.typing('tea');
    expect(server.received()).toEqual([{ type: 'typing', room: 'tea' }]);
    vi.advanceTimersByTime(1);
    client.typing('tea');
    expect(server.received()).toEqual([{ type: 'typing', room: 'tea' }]);
    client.join('new');
    server.received();
    client.typing('new');
    server.close(1006);
    client.typing('tea');
    expect(server.received()).toEqual([]);
    const { client: nobody, server: other } = await unnamed();
    nobody.join('tea');
    other.send(joined('tea'));
    other.received();
    nobody.typing('tea');
    expect(other.received()).toEqual([]);
  });

  const bob = { id: 'bob', name: 'Bob' };
  const guest = { id: null, name: 'guest' };
  const typingLine = (total: number, people: { id: string | null; name: string }[]): ServerLine => ({
    type: 'typing',
    room: 'tea',
    total,
    people,
  });

  it('shows other people only, and expires', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    expect(view.typing).toBeNull();
    server.send(typingLine(3, [ann, bob, guest]));
    expect(view.typing).toEqual({ total: 2, people: [bob, guest] });
    vi.advanceTimersByTime(5_999);
    server.send(typingLine(1, [bob]));
    vi.advanceTimersByTime(5_999);
    expect(view.typing).toEqual({ total: 1, people: [bob] });
    const listener = vi.fn();
    client.subscribe(listener);
    await vi.advanceTimersByTimeAsync(1);
    expect(view.typing).toBeNull();
    expect(listener).toHaveBeenCalled();
    server.send(typingLine(1, [bob]), typingLine(1, [ann]));
    expect(view.typing).toBeNull();
  });

  it('does not count this person even when the server does not name them', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    const [cy, di] = ['cy', 'di'].map((id) => ({ id, name: id }));
    server.send(typingLine(4, [bob, cy!, di!]));
    expect(view.typing?.total).toBe(4);
    client.typing('tea');
    server.send(typingLine(5, [bob, cy!, di!]));
    expect(view.typing?.total).toBe(4);
    server.send(posted(1, { by: 'ann', name: 'Ann' }), typingLine(4, [bob, cy!, di!]));
    expect(view.typing?.total).toBe(4);
  });

  it('ends when the message arrives', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(typingLine(3, [bob, guest]), posted(1));
    expect(view.typing).toEqual({ total: 2, people: [guest] });
    server.send(posted(2, { by: null, name: 'guest' }), posted(3, { by: 'cy' }));
    expect(view.typing).toEqual({ total: 1, people: [] });
    server.send(typingLine(1, [bob]), posted(4));
    expect(view.typing).toBeNull();
  });

  it('ends when the room is left', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(typingLine(1, [bob]));
    await settled();
    const listener = vi.fn();
    client.leave('tea');
    await settled();
    client.subscribe(listener);
    await vi.advanceTimersByTimeAsync(6_000);
    expect([view.typing, listener.mock.calls]).toEqual([null, []]);
  });
});
