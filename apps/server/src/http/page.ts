import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import fastifyStatic from '@fastify/static';
import { cleanRoom } from '@hubbub/protocol/names';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface PageOptions {
  /** Where `pnpm build` put the page: home.html and assets/. */
  directory: string;
  /** `/` or `/chat/`: where the page is reached from outside. */
  basePath: string;
}

/** The one page, as an answer to whatever shows it. Without one, it is not built. */
export type Page = ((request: FastifyRequest, reply: FastifyReply) => FastifyReply) | undefined;

/** Reads the page, and packs it for all who will ask. */
export function readPage({ directory, basePath }: PageOptions): Page {
  const file = join(directory, 'home.html');
  if (!existsSync(file)) return undefined;
  return homePage(readFileSync(file, 'utf8').replace('<base href="/"', `<base href="${basePath}"`));
}

/**
 * `/`, `/r/:room` and `/r/:room/:seq`, the link of one message, are the one page; what it loads is under `/assets/`,
 * named by content and kept for good.
 */
export async function pageRoutes(
  app: FastifyInstance,
  { page, directory }: { page: Page; directory: string },
): Promise<void> {
  const answer = page ?? notBuilt;
  app.get('/', (request, reply) => answer(request, reply));
  for (const path of ['/r/:room', '/r/:room/', '/r/:room/:seq(^\\d+$)']) {
    app.get<{ Params: { room: string } }>(path, (request, reply) => {
      // The page itself says in words why there can be no such room.
      if (!cleanRoom(request.params.room).ok) reply.code(404);
      return answer(request, reply);
    });
  }
  if (page === undefined) return;
  await app.register(fastifyStatic, {
    root: join(directory, 'assets'),
    prefix: '/assets/',
    // One route for each file that is there at the start: no path leads anywhere else.
    wildcard: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
  });
}

function notBuilt(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(503).type('text/plain').send('The page is not built yet: run `pnpm build`.\n');
}

/** Packed once at start, revalidated by every visit: a new version is seen at the next reload. */
function homePage(html: string): NonNullable<Page> {
  const packed = { br: brotliCompressSync(html), gzip: gzipSync(html), identity: Buffer.from(html) };
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 16)}"`;
  return (request, reply) => {
    reply.headers({ 'cache-control': 'no-cache', etag, vary: 'accept-encoding' });
    if (request.headers['if-none-match']?.includes(etag) === true && reply.statusCode === 200)
      return reply.code(304).send();
    const encoding = negotiate(request.headers['accept-encoding'] ?? '', ['br', 'gzip', 'identity']) ?? 'identity';
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply.type('text/html; charset=utf-8').send(packed[encoding]);
  };
}
