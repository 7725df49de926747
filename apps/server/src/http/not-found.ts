import type { IncomingMessage } from 'node:http';
import type { ErrorBody } from '@hubbub/protocol/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from './page.ts';

/** The existing paths below the base path. */
const EXISTING_PATHS =
  /^(?:|ws|favicon\.ico|r\/[^/]+(?:\/\d*)?|assets\/[^/]+|healthz|readyz|metrics|api\/rooms|api\/rooms\/[^/]+\/messages)$/;

/** Paths below the base path that programs request, and people do not open. */
const PROGRAM_PATHS = /^(?:api|assets|ws)(?:\/|$)/;

/** A path that can be decoded and does not exist. */
const MISSING_PATH = 'not-a-link';

/** Only GET and HEAD are allowed. Other methods on an existing path are 405, before the body is read. */
export function allowOnlyReads(basePath: string) {
  const exists = (path: string): boolean =>
    `${path}/` === basePath || EXISTING_PATHS.test(below(basePath, path) ?? '?');
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    if (request.method === 'GET' || request.method === 'HEAD') return done();
    if (!exists(pathOf(request.url))) return void sendNotFound(reply);
    const body: ErrorBody = { code: 'method_not_allowed', message: 'This address can only be read: GET or HEAD.' };
    void reply.code(405).header('allow', 'GET, HEAD').send(body);
  };
}

/** A wrong address opened in a browser shows the page, which explains it; a program gets JSON with a code. */
export function notFound(basePath: string, page: Page) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    page !== undefined && isBrowserNavigation(request.raw, basePath)
      ? page(request, reply.code(404))
      : sendNotFound(reply);
}

/**
 * A link cut in the middle of an encoded character cannot be decoded, and the router refuses it before any handler runs.
 * In a browser it is rewritten to a missing path, so that it is answered like any other wrong address.
 */
export function rewriteUndecodableUrl(basePath: string) {
  return (request: IncomingMessage): string => {
    const { url = '/' } = request;
    return url.includes('%') && !isDecodable(pathOf(url)) && isBrowserNavigation(request, basePath)
      ? basePath + MISSING_PATH
      : url;
  };
}

function sendNotFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ code: 'not_found', message: 'There is nothing at this address.' } satisfies ErrorBody);
}

function isBrowserNavigation({ method, url = '/', headers }: IncomingMessage, basePath: string): boolean {
  const path = below(basePath, pathOf(url));
  const isRead = method === 'GET' || method === 'HEAD';
  return isRead && path !== undefined && !PROGRAM_PATHS.test(path) && headers.accept?.includes('text/html') === true;
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}

function below(basePath: string, path: string): string | undefined {
  return path.startsWith(basePath) ? path.slice(basePath.length) : undefined;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
