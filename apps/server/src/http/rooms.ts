import type { FastifyInstance } from 'fastify';
import type { Hub } from '../chat/hub.ts';
import { EncodedRoomList } from './room-list.ts';

/** `GET /api/rooms`: rooms with people first, then those with the most recent messages. */
export async function rooms(app: FastifyInstance, { hub }: { hub: Hub }): Promise<void> {
  const list = new EncodedRoomList(hub);
  app.get('/api/rooms', { config: { cost: 'rooms' } }, async (_request, reply): Promise<Buffer> => {
    reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
    return list.get();
  });
}
