import { type MessagePage, MessagesQuery } from '@hubbub/protocol/http';
import { cleanRoom } from '@hubbub/protocol/names';
import type { FastifyInstance } from 'fastify';
import type { Hub } from '../chat/hub.ts';
import { ChatError } from '../chat/errors.ts';
import type { PagePosition } from '../chat/ports.ts';

/** `GET /api/rooms/:room/messages`: a page of a room's current messages. A room without messages is an empty page. */
export async function messages(app: FastifyInstance, { hub }: { hub: Hub }): Promise<void> {
  app.get<{ Params: { room: string }; Querystring: MessagesQuery }>(
    '/api/rooms/:room/messages',
    { schema: { querystring: MessagesQuery } },
    async (request, reply): Promise<MessagePage> => {
      const cleaned = cleanRoom(request.params.room);
      if (!cleaned.ok) throw new ChatError('room_invalid', { field: 'room', reason: cleaned.reason });
      const { limit, ...query } = request.query;
      reply.header('cache-control', 'no-store');
      const page = await hub.store.page(cleaned.name, pagePosition(query), limit);
      return { room: cleaned.name, epoch: hub.store.epoch, ...page };
    },
  );
}

function pagePosition(query: Omit<MessagesQuery, 'limit'>): PagePosition {
  const [first, second] = (['before', 'after', 'around', 'at'] as const).filter((at) => query[at] !== undefined);
  if (second !== undefined) throw new ChatError('bad_field', { field: second });
  if (first === undefined) return { type: 'newest' };
  const position = query[first] ?? 0;
  return first === 'at' ? { type: 'time', ms: position } : { type: first, seq: position };
}
