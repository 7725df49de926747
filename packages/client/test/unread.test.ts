import { describe, expect, it } from 'vitest';
import type { ServerLine, UnreadRoom } from '@hubbub/protocol/lines';
import { annIn, reconnected, useFakeTimers } from './support/fixtures.ts';
import { refusal } from './support/lines.ts';

useFakeTimers();

describe('unread counts', () => {
  const unread = (room: string, messages: number): UnreadRoom => ({ room, head: 9, messages, mentions: 0 });
  const unreadLine = (...rooms: UnreadRoom[]): ServerLine => ({ type: 'unread', rooms });

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
    server.send(unreadLine(unread('garden', 2), unread('shed', 1), unread('elsewhere', 7)));
    const first = client.unread;
    expect([empty.size, ...first.keys()]).toEqual([0, 'garden', 'shed']);
    server.send(unreadLine(unread('shed', 3)));
    expect([first.get('shed')?.messages, client.unread.get('shed')?.messages]).toEqual([1, 3]);
    const second = client.unread;
    server.send(unreadLine(unread('elsewhere', 8)));
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
