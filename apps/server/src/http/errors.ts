import { errors, type ErrorCode } from '@hubbub/protocol/errors';
import type { ErrorBody } from '@hubbub/protocol/http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ChatError, type RefusalDetail } from '../chat/errors.ts';

/** Turns every error into an HTTP response. */
export function answerError(
  error: FastifyError | ChatError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  // Node gives up a connection that is to be upgraded, and nobody else has taken it yet.
  if (request.raw.upgrade === true) reply.raw.once('finish', () => request.socket.destroySoon());
  // Not every route has the other headers of security.
  reply.header('x-content-type-options', 'nosniff');
  if (error instanceof ChatError) {
    // The store's reason is for the operator, not for the client.
    if (error.cause !== undefined) request.log.error(error);
    const { retryAfter } = error.detail;
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    return send(reply, error.code, error.detail);
  }
  if ('validation' in error && error.validation !== undefined) {
    const [first] = error.validation;
    const field =
      first?.instancePath.split('/')[1] ??
      (first?.params as Record<string, string> | undefined)?.['additionalProperty'] ??
      '';
    return send(reply, 'bad_field', field === '' ? {} : { field });
  }
  const status = error.statusCode ?? 500;
  // Refused by Fastify itself, such as a path that cannot be decoded.
  if (status < 500)
    return reply
      .code(status)
      .headers('headers' in error ? (error.headers as Record<string, string>) : {})
      .send({ code: 'refused', message: error.message } satisfies ErrorBody);
  request.log.error(error);
  return send(reply, 'internal', {});
}

function send(reply: FastifyReply, code: ErrorCode, detail: RefusalDetail): FastifyReply {
  const { status, message } = errors[code];
  return reply.code(status).send({ code, message, ...detail } satisfies ErrorBody);
}

/** A refusal of HTTP itself, which no command has. */
export function refusal(statusCode: number, message: string): FastifyError {
  return Object.assign(new Error(message), { statusCode, code: 'refused' });
}
