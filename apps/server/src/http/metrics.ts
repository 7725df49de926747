import type { FastifyInstance } from 'fastify';
import type { Hub } from '../chat/hub.ts';
import type { Metrics } from '../metrics.ts';

/** `GET /metrics`, in the text format of Prometheus. */
export async function metricsRoute(
  app: FastifyInstance,
  { hub, metrics }: { hub: Hub; metrics: Metrics },
): Promise<void> {
  app.get('/metrics', { logLevel: 'silent' }, async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text(hub.stats())),
  );
}
