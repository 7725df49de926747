import { LOBBY } from '@hubbub/protocol/limits';
import type { FastifyInstance } from 'fastify';
import type { Chat } from '../chat/chat.ts';

/** `/healthz`: the process answers. `/readyz`: it also can read its store, and is not about to stop. */
export async function health(app: FastifyInstance, { chat }: { chat: Chat }): Promise<void> {
  app.get('/healthz', { logLevel: 'silent' }, async () => ({ ok: true }));
  app.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const ok =
      !chat.stopping &&
      (await chat.store.head(LOBBY).then(
        () => true,
        () => false,
      ));
    return reply.code(ok ? 200 : 503).send({ ok });
  });
}
