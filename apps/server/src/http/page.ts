import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import fastifyStatic from '@fastify/static';
import { cleanRoom } from '@hubbub/protocol/names';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLocal } from './proxies.ts';
import { permissionsPolicy } from './security.ts';

export interface PageOptions {
  /** The output of `pnpm build`: home.html and assets/. */
  pageDirectory: string;
  /** `/` or `/chat/`: the path under which browsers reach the page. */
  basePath: string;
  /** The URL of the page for other machines on the network, undefined when they cannot reach it. */
  networkAddress: () => string | undefined;
}

const config = { config: { cost: 'request' } } as const;

/** Answers a request with the page; undefined when the page is not built. */
export type Page = ((request: FastifyRequest, reply: FastifyReply) => FastifyReply) | undefined;

/** A browser on this machine also gets the network address, because a link to localhost works on no other machine. */
export function readPage({ pageDirectory, basePath, networkAddress }: PageOptions): Page {
  const file = join(pageDirectory, 'home.html');
  if (!existsSync(file)) return undefined;
  const html = readFileSync(file, 'utf8').replace('<base href="/"', `<base href="${basePath}"`);
  const page = compressedPage(html);
  let local = { address: undefined as string | undefined, page };
  return (request, reply) => {
    const address = isLocal(request) ? networkAddress() : undefined;
    if (address === undefined) return page(request, reply);
    if (address !== local.address) {
      const meta = `<meta name="hubbub:address" content="${address}">`;
      local = { address, page: compressedPage(html.replace('<base ', `${meta}<base `)) };
    }
    return local.page(request, reply);
  };
}

/**
 * `/`, `/r/:room` and `/r/:room/:seq`, the permalink of a message, are the same page. Its files are under `/assets/`,
 * named by their content, so browsers cache them forever.
 */
export async function pageRoutes(
  app: FastifyInstance,
  { page, directory }: { page: Page; directory: string },
): Promise<void> {
  const answer = page ?? notBuilt;
  app.get('/', config, (request, reply) => answer(request, reply));
  for (const path of ['/r/:room', '/r/:room/', '/r/:room/:seq(^\\d+$)']) {
    app.get<{ Params: { room: string } }>(path, config, (request, reply) => {
      // The page explains why the room cannot exist.
      if (!cleanRoom(request.params.room).ok) reply.code(404);
      return answer(request, reply);
    });
  }
  if (page === undefined) return;
  const assets = join(directory, 'assets');
  // Served by name, so that no path can leave the folder; a route for each file would take 15 MB.
  const names = new Set(readdirSync(assets));
  await app.register(fastifyStatic, {
    root: assets,
    serve: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
  });
  app.get<{ Params: { name: string } }>('/assets/:name', config, (request, reply) => {
    if (names.has(request.params.name)) reply.sendFile(request.params.name);
    else reply.callNotFound();
    return reply;
  });
}

/** Browsers request this path of every host, whatever icon the page links to. */
export async function favicon(app: FastifyInstance, { directory }: { directory: string }): Promise<void> {
  const file = join(directory, 'favicon.ico');
  if (!existsSync(file)) return;
  const icon = readFileSync(file);
  app.get('/favicon.ico', config, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').type('image/x-icon').send(icon),
  );
}

function notBuilt(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(503).type('text/plain').send('The page is not built yet: run `pnpm build`.\n');
}

/** Compressed once. Browsers revalidate it at every visit, so a new version shows at the next reload. */
function compressedPage(html: string): NonNullable<Page> {
  const bodies = { br: brotliCompressSync(html), gzip: gzipSync(html), identity: Buffer.from(html) };
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 16)}"`;
  return (request, reply) => {
    reply.headers({
      'cache-control': 'no-cache',
      etag,
      vary: 'accept-encoding',
      'permissions-policy': permissionsPolicy,
    });
    if (request.headers['if-none-match']?.includes(etag) === true && reply.statusCode === 200)
      return reply.code(304).send();
    const encoding = negotiate(request.headers['accept-encoding'] ?? '', ['br', 'gzip', 'identity']) ?? 'identity';
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    return reply.type('text/html; charset=utf-8').send(bodies[encoding]);
  };
}
