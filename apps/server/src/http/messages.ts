import { MessagesQuery } from '@hubbub/protocol/http';
import { PAGE_MESSAGES } from '@hubbub/protocol/limits';
import { cleanRoom } from '@hubbub/protocol/names';
import type { FastifyInstance } from 'fastify';
import type { Hub } from '../chat/hub.ts';
import { ChatError } from '../chat/errors.ts';
import { encodedOnce, type NewestPages } from '../chat/log/newest-pages.ts';
import type { Page, PagePosition } from '../chat/ports.ts';
import { StoreReads } from './store-reads.ts';

/** `GET /api/rooms/:room/messages`: a page of a room's current messages. A room without messages is an empty page. */
export async function messages(app: FastifyInstance, { hub }: { hub: Hub }): Promise<void> {
  const { newestPages, store } = hub;
  const reads = new StoreReads();
  app.get<{ Params: { room: string }; Querystring: MessagesQuery }>(
    '/api/rooms/:room/messages',
    {
      config: { cost: ({ params, query }) => costOf(newestPages, params as { room: string }, query as object) },
      schema: { querystring: MessagesQuery },
    },
    async (request, reply): Promise<Buffer> => {
      const cleaned = cleanRoom(request.params.room);
      if (!cleaned.ok) throw new ChatError('room_invalid', { field: 'room', reason: cleaned.reason });
      const { limit, ...query } = request.query;
      const position = pagePosition(query);
      const isNewest = position.type === 'newest';
      const read = (): Promise<Page> =>
        isNewest ? newestPages.get(cleaned.name, limit) : store.page(cleaned.name, position, limit);
      const isWarm = isNewest && newestPages.has(cleaned.name, limit);
      const page = isWarm ? await read() : await reads.run(request, read);
      reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
      return encodedOnce(page, 'http', () =>
        Buffer.from(JSON.stringify({ room: cleaned.name, epoch: store.epoch, ...page })),
      );
    },
  );
}

/** The newest page of a room is often in memory. The query has not been validated yet. */
function costOf(newestPages: NewestPages, { room }: { room: string }, query: object): 'page' | 'warm_page' {
  const { limit = PAGE_MESSAGES, ...position } = query as { limit?: string };
  const cleaned = cleanRoom(room);
  const isWarm = cleaned.ok && Object.keys(position).length === 0 && newestPages.has(cleaned.name, Number(limit));
  return isWarm ? 'warm_page' : 'page';
}

function pagePosition(query: Omit<MessagesQuery, 'limit'>): PagePosition {
  const [first, second] = (['before', 'after', 'around', 'at'] as const).filter((at) => query[at] !== undefined);
  if (second !== undefined) throw new ChatError('bad_field', { field: second });
  if (first === undefined) return { type: 'newest' };
  const position = query[first] ?? 0;
  return first === 'at' ? { type: 'time', ms: position } : { type: first, seq: position };
}
