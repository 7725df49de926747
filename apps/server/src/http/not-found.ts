import type { ErrorBody } from '@hubbub/protocol/http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a GET could find, below the base path. */
const readable = /^(?:|ws|r\/[^/]+|assets\/[^/]+|healthz|readyz|metrics|api\/rooms|api\/rooms\/[^/]+\/messages)$/;

/**
 * Everything here only reads. Another method on a path that exists is 405 and says what is allowed; it is answered
 * before its body is looked at.
 */
export function onlyReading(basePath: string) {
  const exists = (path: string): boolean =>
    `${path}/` === basePath || readable.test(path.startsWith(basePath) ? path.slice(basePath.length) : '?');
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    if (request.method === 'GET' || request.method === 'HEAD') return done();
    if (!exists(request.url.split('?', 1)[0] ?? '')) return void notFound(request, reply);
    const body: ErrorBody = { code: 'method_not_allowed', message: 'This address can only be read: GET or HEAD.' };
    void reply.code(405).header('allow', 'GET, HEAD').send(body);
  };
}

export function notFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ code: 'not_found', message: 'There is nothing at this address.' } satisfies ErrorBody);
}
