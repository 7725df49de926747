import { errors, type ErrorCode } from '@hubbub/protocol/errors';
import type { ErrorBody } from '@hubbub/protocol/http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ChatError } from '../chat/errors.ts';

/** The one place where a refusal becomes an HTTP answer. */
export function answerError(
  error: FastifyError | ChatError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof ChatError) {
    // Why the store could not: for who runs the server.
    if (error.cause !== undefined) request.log.error(error);
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
  // What Fastify refuses by itself: a path that cannot be decoded, say.
  if (status < 500)
    return reply
      .code(status)
      .headers(headersOf(error))
      .send({ code: 'refused', message: error.message } satisfies ErrorBody);
  request.log.error(error);
  return send(reply, 'internal', {});
}

function send(reply: FastifyReply, code: ErrorCode, detail: { field?: string; reason?: string }): FastifyReply {
  const { status, message: say } = errors[code];
  return reply.code(status).send({ code, message: say, ...detail } satisfies ErrorBody);
}

function headersOf(error: object): Record<string, string> {
  return 'headers' in error ? (error.headers as Record<string, string>) : {};
}
