import { setTimeout as delay } from 'node:timers/promises';
import { LOBBY } from '@hubbub/protocol/limits';
import type { FastifyInstance } from 'fastify';
import type { Hub } from '../chat/hub.ts';

/** A store that takes longer to answer is not ready. */
const READ_TIMEOUT_MS = 2_000;

const quiet = { logLevel: 'silent', config: { cost: 'free' } } as const;

/** `/healthz`: the process answers. `/readyz`: it can also read its store and is not stopping. */
export async function health(app: FastifyInstance, { hub }: { hub: Hub }): Promise<void> {
  app.get('/healthz', quiet, async (_request, reply) => reply.header('cache-control', 'no-store').send({ ok: true }));
  app.get('/readyz', quiet, async (_request, reply) => {
    const reads = hub.store.head(LOBBY).then(
      () => true,
      () => false,
    );
    const ok = !hub.stopping && (await Promise.race([reads, delay(READ_TIMEOUT_MS, false, { ref: false })]));
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok });
  });
}
