import { RoomList, type RoomSummary } from '@hubbub/protocol/http';
import type { FastifyInstance } from 'fastify';
import type { Hub } from '../chat/hub.ts';

/** More rooms than a person reads through. */
const ROOMS = 200;
const NAMES = 8;

/** `GET /api/rooms`: the rooms in which something was written or somebody is, busy ones first, then recent ones. */
export async function rooms(app: FastifyInstance, { chat }: { chat: Hub }): Promise<void> {
  app.get('/api/rooms', { schema: { response: { 200: RoomList } } }, async (_request, reply): Promise<RoomList> => {
    reply.header('cache-control', 'no-store');
    const found = new Map<string, RoomSummary>();
    for (const { room, head, lastAt } of await chat.store.rooms(ROOMS)) {
      found.set(room, { room, head, lastAt, total: 0, people: [] });
    }
    for (const open of chat.rooms()) {
      const { total, people } = open.presence.people(open.name);
      if (total === 0) continue;
      const summary = found.get(open.name) ?? { room: open.name, head: open.head, lastAt: null };
      found.set(open.name, { ...summary, total, people: people.slice(0, NAMES).map(({ name }) => name) });
    }
    const busiest = (a: RoomSummary, b: RoomSummary): number => b.total - a.total || (b.lastAt ?? 0) - (a.lastAt ?? 0);
    return { rooms: [...found.values()].sort(busiest).slice(0, ROOMS) };
  });
}
