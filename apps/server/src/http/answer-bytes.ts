import { errors } from '@hubbub/protocol/errors';
import type { ErrorBody } from '@hubbub/protocol/http';
import type { FastifyInstance } from 'fastify';
import type { BufferBudget } from '../chat/delivery/connection-writer.ts';
import { HIGH_WATER_MARK_BYTES } from '../chat/ports.ts';

/** What is in memory of a file that is sent in pieces. */
const STREAM_BUFFER_BYTES = 64 * 1024;

const RETRY_AFTER_SECONDS = 2;

/**
 * Charges the bytes of each answer to the budget of all buffers until the client has taken them. As for connections,
 * what is below the high-water mark is not counted; while the budget is exceeded, larger answers are refused.
 */
export function chargeAnswers(app: FastifyInstance, budget: BufferBudget): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    const bytes = bytesOf(payload);
    if (bytes <= HIGH_WATER_MARK_BYTES) return done(null, payload);
    if (!budget.exceeded) {
      budget.add(bytes);
      reply.raw.once('close', () => budget.add(-bytes));
      return done(null, payload);
    }
    if (isStream(payload)) payload.destroy();
    const { status, message } = errors.overloaded;
    reply.code(status).removeHeader('content-length').removeHeader('content-encoding').removeHeader('etag');
    reply.headers({ 'retry-after': RETRY_AFTER_SECONDS, 'cache-control': 'no-store' });
    reply.type('application/json; charset=utf-8');
    done(null, JSON.stringify({ code: 'overloaded', message, retryAfter: RETRY_AFTER_SECONDS } satisfies ErrorBody));
  });
}

function bytesOf(payload: unknown): number {
  if (payload instanceof Uint8Array) return payload.length;
  if (typeof payload === 'string') return Buffer.byteLength(payload);
  return isStream(payload) ? STREAM_BUFFER_BYTES : 0;
}

function isStream(payload: unknown): payload is { destroy(): void } {
  return typeof payload === 'object' && payload !== null && 'pipe' in payload && 'destroy' in payload;
}
