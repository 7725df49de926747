import type { ErrorBody } from '@hubbub/protocol/http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a GET would find. Everything here only reads, so no other method is ever right. */
const readable = /^(?:|ws|r\/[^/]+|api\/rooms|api\/rooms\/[^/]+\/messages)$/;

/** Another method on a path that exists is 405 and says which ones there are; any other path is 404. */
export function methodNotAllowed(basePath: string) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (request.method !== 'GET' && path.startsWith(basePath) && readable.test(path.slice(basePath.length))) {
      const body: ErrorBody = { code: 'method_not_allowed', message: 'This address can only be read: GET or HEAD.' };
      return reply.code(405).header('allow', 'GET, HEAD').send(body);
    }
    return reply
      .code(404)
      .send({ code: 'not_found', message: 'There is nothing at this address.' } satisfies ErrorBody);
  };
}
