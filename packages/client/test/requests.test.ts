import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MentionsPage, ServerLine, UnreadRoom } from '@hubbub/protocol/lines';
import { memoryIdentity } from '../src/identity/identity.ts';
import { ann, annIn, joined, posted, reconnected, refusal, settled, createClient } from './support/fixtures.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('renaming', () => {
  const anna = { id: 'ann', name: 'Anna' };

  it('requests another name, and accepts only its own answer', async () => {
    const { client, server } = await annIn(['tea']);
    const asked = client.rename('  Anna ');
    expect(server.received()).toEqual([{ type: 'rename', name: '  Anna ' }]);
    server.send({ type: 'you', me: { id: 'ann', name: 'Nan' } });
    expect(client.me?.name).toBe('Nan');
    server.send({ type: 'you', me: anna });
    await expect(asked).resolves.toEqual(anna);
    expect(client.me).toEqual(anna);
  });

  it('rejects with the reasons, in order', async () => {
    const { client, server } = await annIn(['tea']);
    const asked = [client.rename('Bob'), client.rename('Anna')];
    server.send(refusal({ command: 'rename', code: 'name_taken' }), { type: 'you', me: anna });
    await expect(asked[0]).rejects.toMatchObject({ name: 'RefusedError', code: 'name_taken' });
    await expect(asked[1]).resolves.toEqual(anna);
    const hidden = client.rename('A\u200Bnn');
    await expect(hidden).rejects.toMatchObject({ code: 'name_invalid', reason: 'hidden_characters', field: 'name' });
  });

  it('needs a connection that lasts until the answer', async () => {
    const { client, server } = await annIn(['tea']);
    const lost = client.rename('Anna');
    server.close(1006);
    await expect(lost).rejects.toMatchObject({ code: 'stopping' });
    await expect(client.rename('Anna')).rejects.toMatchObject({ code: 'stopping' });
  });

  it('in another window changes this client, too', async () => {
    const { client, server } = await annIn(['tea']);
    server.send({ type: 'you', me: anna });
    expect(client.me).toEqual(anna);
  });
});

describe('mentions', () => {
  const page = (id: number): MentionsPage => ({ type: 'mentions', items: [], older: id > 1 });

  it('are answered page by page', async () => {
    const { client, server } = await annIn(['tea']);
    const asked = [client.mentions(), client.mentions(7)];
    expect(server.received()).toEqual([{ type: 'mentions' }, { type: 'mentions', before: 7 }]);
    server.send(page(2), page(1));
    expect(await Promise.all(asked)).toEqual([page(2), page(1)]);
  });

  it('reject without a name or a connection', async () => {
    const { client, server } = await annIn(['tea']);
    const refused = client.mentions();
    server.send(refusal({ command: 'mentions', code: 'name_needed' }));
    await expect(refused).rejects.toMatchObject({ code: 'name_needed' });
    client.stop();
    await expect(client.mentions()).rejects.toMatchObject({ code: 'stopping' });
  });
});

describe('unread counts', () => {
  const unread = (room: string, messages: number): UnreadRoom => ({ room, head: 9, messages, mentions: 0 });
  const says = (...rooms: UnreadRoom[]): ServerLine => ({ type: 'unread', rooms });

  it('are requested now and on every new connection, and again only when the marks differ', async () => {
    const { client, server } = await annIn(['tea']);
    client.watch([
      ['Tea  Room', 3],
      ['a/b', 1],
      ['garden', 0],
    ]);
    const watch = {
      type: 'watch',
      rooms: [
        { room: 'tea room', after: 3 },
        { room: 'garden', after: 0 },
      ],
    };
    expect(server.received()).toEqual([watch]);
    client.watch(new Map(Object.entries({ garden: 0, 'tea room': 3 })));
    expect(server.received()).toEqual([]);
    await reconnected(server);
    expect(server.received()).toEqual([{ type: 'hello', secret: 'ann’s secret' }, expect.anything(), watch]);
    client.watch([]);
    expect(server.received()).toEqual([{ type: 'watch', rooms: [] }]);
    await reconnected(server);
    expect(server.received()).toHaveLength(2);
  });

  it('are a new map of the watched rooms after a change', async () => {
    const { client, server } = await annIn(['tea']);
    client.watch(Object.entries({ garden: 0, shed: 0 }));
    const empty = client.unread;
    server.send(says(unread('garden', 2), unread('shed', 1), unread('elsewhere', 7)));
    const first = client.unread;
    expect([empty.size, ...first.keys()]).toEqual([0, 'garden', 'shed']);
    server.send(says(unread('shed', 3)));
    expect([first.get('shed')?.messages, client.unread.get('shed')?.messages]).toEqual([1, 3]);
    const second = client.unread;
    server.send(says(unread('elsewhere', 8)));
    expect(client.unread).toBe(second);
    client.watch([['shed', 0]]);
    expect([...client.unread.keys()]).toEqual(['shed']);
    server.welcome({ epoch: 'second' });
    expect(client.unread.size).toBe(0);
  });

  it('are requested for at most 200 rooms, and again after a transient refusal', async () => {
    const { client, server } = await annIn(['tea']);
    client.watch(Array.from({ length: 250 }, (_, index) => [`room ${index}`, 0]));
    const [watch] = server.received();
    expect(watch).toMatchObject({ type: 'watch', rooms: { length: 200 } });
    server.send(refusal({ command: 'watch' }), { type: 'heartbeat', heads: {} }, { type: 'heartbeat', heads: {} });
    expect(server.received()).toEqual([watch]);
    server.send(refusal({ command: 'watch', code: 'bad_field' }), { type: 'heartbeat', heads: {} });
    expect(server.received()).toEqual([]);
  });
});

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
    const { client: nobody, server: other } = createClient({ identity: memoryIdentity() });
    nobody.join('tea');
    nobody.start();
    other.accept();
    other.welcome();
    other.send({ type: 'you', me: null }, joined('tea'));
    other.received();
    nobody.typing('tea');
    expect(other.received()).toEqual([]);
  });

  const bob = { id: 'bob', name: 'Bob' };
  const guest = { id: null, name: 'guest' };
  const line = (total: number, people: { id: string | null; name: string }[]): ServerLine => ({
    type: 'typing',
    room: 'tea',
    total,
    people,
  });

  it('shows other people only, and expires', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    expect(view.typing).toBeNull();
    server.send(line(3, [ann, bob, guest]));
    expect(view.typing).toEqual({ total: 2, people: [bob, guest] });
    vi.advanceTimersByTime(5_999);
    server.send(line(1, [bob]));
    vi.advanceTimersByTime(5_999);
    expect(view.typing).toEqual({ total: 1, people: [bob] });
    const listener = vi.fn();
    client.subscribe(listener);
    await vi.advanceTimersByTimeAsync(1);
    expect(view.typing).toBeNull();
    expect(listener).toHaveBeenCalled();
    server.send(line(1, [bob]), line(1, [ann]));
    expect(view.typing).toBeNull();
  });

  it('does not count this person even when the server does not name them', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    const [cy, di] = ['cy', 'di'].map((id) => ({ id, name: id }));
    server.send(line(4, [bob, cy!, di!]));
    expect(view.typing?.total).toBe(4);
    client.typing('tea');
    server.send(line(5, [bob, cy!, di!]));
    expect(view.typing?.total).toBe(4);
    server.send(posted(1, { by: 'ann', name: 'Ann' }), line(4, [bob, cy!, di!]));
    expect(view.typing?.total).toBe(4);
  });

  it('ends when the message arrives', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(line(3, [bob, guest]), posted(1));
    expect(view.typing).toEqual({ total: 2, people: [guest] });
    server.send(posted(2, { by: null, name: 'guest' }), posted(3, { by: 'cy' }));
    expect(view.typing).toEqual({ total: 1, people: [] });
    server.send(line(1, [bob]), posted(4));
    expect(view.typing).toBeNull();
  });

  it('ends in a room that was left', async () => {
    const { client, server } = await annIn(['tea']);
    const view = client.rooms.get('tea')!;
    server.send(line(1, [bob]));
    await settled();
    const listener = vi.fn();
    client.leave('tea');
    await settled();
    client.subscribe(listener);
    await vi.advanceTimersByTimeAsync(6_000);
    expect([view.typing, listener.mock.calls]).toEqual([null, []]);
  });
});
