import type { IncomingMessage } from 'node:http';
import type { ErrorBody } from '@hubbub/protocol/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from './page.ts';

/** What a GET could find, below the base path. */
const readable =
  /^(?:|ws|favicon\.ico|r\/[^/]+(?:\/\d*)?|assets\/[^/]+|healthz|readyz|metrics|api\/rooms|api\/rooms\/[^/]+\/messages)$/;

/** Where programs ask, below the base path. */
const programs = /^(?:api|assets|ws)(?:\/|$)/;

/** Nothing is there, and that can be read. */
const NOWHERE = 'not-a-link';

/**
 * Everything here only reads. Another method on a path that exists is 405 and says what is allowed; it is answered
 * before its body is looked at.
 */
export function onlyReading(basePath: string) {
  const exists = (path: string): boolean => `${path}/` === basePath || readable.test(below(basePath, path) ?? '?');
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    if (request.method === 'GET' || request.method === 'HEAD') return done();
    if (!exists(pathOf(request.url))) return void nothingThere(reply);
    const body: ErrorBody = { code: 'method_not_allowed', message: 'This address can only be read: GET or HEAD.' };
    void reply.code(405).header('allow', 'GET, HEAD').send(body);
  };
}

/** Who opens a wrong address by hand sees the page, which says so in words; a program reads the code. */
export function notFound(basePath: string, page: Page) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    page !== undefined && openedByHand(request.raw, basePath) ? page(request, reply.code(404)) : nothingThere(reply);
}

/**
 * A link that was cut in the middle of a character cannot be decoded, and the router would not even begin with it.
 * Where it was opened by hand it leads nowhere instead, which is answered like any other wrong address.
 */
export function readableUrl(basePath: string) {
  return (request: IncomingMessage): string => {
    const { url = '/' } = request;
    return url.includes('%') && !decodes(pathOf(url)) && openedByHand(request, basePath) ? basePath + NOWHERE : url;
  };
}

function nothingThere(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ code: 'not_found', message: 'There is nothing at this address.' } satisfies ErrorBody);
}

function openedByHand({ method, url = '/', headers }: IncomingMessage, basePath: string): boolean {
  const path = below(basePath, pathOf(url));
  const reads = method === 'GET' || method === 'HEAD';
  return reads && path !== undefined && !programs.test(path) && headers.accept?.includes('text/html') === true;
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

function below(basePath: string, path: string): string | undefined {
  return path.startsWith(basePath) ? path.slice(basePath.length) : undefined;
}

function decodes(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
