import type { FastifyInstance } from 'fastify';
import type { Hub } from '../chat/hub.ts';
import type { Metrics } from '../metrics.ts';
import { refusal } from './errors.ts';
import { isDirect, isForwarded, isLocal } from './proxies.ts';

export interface MetricsOptions {
  hub: Hub;
  metrics: Metrics;
  /** Whether this address may read the metrics. Programs on this machine always may. */
  metricsReaders: (address: string) => boolean;
}

/** `GET /metrics`, in the text format of Prometheus. */
export async function metricsRoute(
  app: FastifyInstance,
  { hub, metrics, metricsReaders }: MetricsOptions,
): Promise<void> {
  app.get('/metrics', { logLevel: 'silent', config: { cost: 'free' } }, async (request, reply) => {
    // A proxy that is not trusted hides whose request it is.
    const isKnown = isDirect(request) || isForwarded(request);
    if (!isLocal(request) && !(isKnown && metricsReaders(request.ip)))
      throw refusal(403, 'Only this machine may read the metrics. Its operator can allow others with --metrics.');
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text(hub.stats()));
  });
}
