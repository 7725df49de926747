import type { FastifyInstance } from 'fastify';
import { ChatError } from '../chat/errors.ts';
import type { BufferBudget } from '../chat/delivery/connection-writer.ts';
import { networkOf } from '../chat/limiter/network.ts';
import { HIGH_WATER_MARK_BYTES } from '../chat/ports.ts';

/** What is in memory of a file that is sent in pieces. */
const STREAM_BUFFER_BYTES = 64 * 1024;

/** The part of the budget of all buffers that one address may leave unread, and the same while that is exceeded. */
const MAX_SHARE = 1 / 4;
const TIGHT_SHARE = 1 / 64;

const RETRY_AFTER_SECONDS = 2;

/**
 * Bounds the bytes of answers that clients have not taken yet, and charges them to the budget of all buffers. As for
 * connections, what is below the high-water mark is not counted. An address that has nothing unread gets its answer
 * even while connections have filled the budget.
 */
export function limitUnreadAnswers(app: FastifyInstance, budget: BufferBudget): void {
  const byNetwork = new Map<string, number>();
  let total = 0;
  const add = (network: string, bytes: number): void => {
    const unread = (byNetwork.get(network) ?? 0) + bytes;
    if (unread === 0) byNetwork.delete(network);
    else byNetwork.set(network, unread);
    total += bytes;
    budget.add(bytes);
  };
  app.addHook('onSend', (request, reply, payload, done) => {
    const bytes = bytesOf(payload);
    if (bytes <= HIGH_WATER_MARK_BYTES) return done(null, payload);
    const network = networkOf(request.ip);
    const unread = byNetwork.get(network) ?? 0;
    const limit = budget.maxBytes * (budget.exceeded ? TIGHT_SHARE : MAX_SHARE);
    const isTooMuch = unread > 0 && unread + bytes > limit;
    if (isTooMuch || total + bytes > budget.maxBytes) {
      if (isStream(payload)) payload.destroy();
      for (const header of ['content-length', 'content-encoding', 'etag']) reply.removeHeader(header);
      return done(new ChatError(isTooMuch ? 'rate_limited' : 'overloaded', { retryAfter: RETRY_AFTER_SECONDS }));
    }
    add(network, bytes);
    reply.raw.once('close', () => add(network, -bytes));
    done(null, payload);
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
