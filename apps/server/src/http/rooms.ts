import type { RoomList, RoomSummary } from '@hubbub/protocol/http';
import type { FastifyInstance } from 'fastify';
import type { Hub } from '../chat/hub.ts';

/** The list's limits: nobody reads through more. */
const MAX_ROOMS = 200;
const MAX_NAMES_PER_ROOM = 8;

/** `GET /api/rooms`: rooms with messages or people; those with most people first, then the most recent. */
export async function rooms(app: FastifyInstance, { hub }: { hub: Hub }): Promise<void> {
  app.get('/api/rooms', async (_request, reply): Promise<RoomList> => {
    reply.header('cache-control', 'no-store');
    const summaries = new Map<string, RoomSummary>();
    for (const { room, head, lastAt } of await hub.store.rooms(MAX_ROOMS)) {
      summaries.set(room, { room, head, lastAt, total: 0, people: [] });
    }
    for (const open of hub.rooms()) {
      const { total, people } = open.presence.people(open.name);
      if (total === 0) continue;
      const summary = summaries.get(open.name) ?? { room: open.name, head: open.head, lastAt: null };
      summaries.set(open.name, {
        ...summary,
        total,
        people: people.slice(0, MAX_NAMES_PER_ROOM).map(({ name }) => name),
      });
    }
    const busiest = (a: RoomSummary, b: RoomSummary): number => b.total - a.total || (b.lastAt ?? 0) - (a.lastAt ?? 0);
    return { rooms: [...summaries.values()].sort(busiest).slice(0, MAX_ROOMS) };
  });
}
