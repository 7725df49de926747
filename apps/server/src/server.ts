import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import type { Hub } from './chat/hub.ts';
import type { Config } from './config.ts';
import { limitUnreadAnswers } from './http/unread-answers.ts';
import { answerError } from './http/errors.ts';
import { health } from './http/health.ts';
import { checkHosts, refuseSeveralHosts } from './http/host-names.ts';
import { createHttpServer } from './http/http-server.ts';
import { messages } from './http/messages.ts';
import { metricsRoute } from './http/metrics.ts';
import { notFound, allowOnlyReads, rewriteUndecodableUrl } from './http/not-found.ts';
import { favicon, type PageOptions, pageRoutes, readPage } from './http/page.ts';
import { limitRates } from './http/rate-limit.ts';
import { rooms } from './http/rooms.ts';
import { contentSecurityPolicy } from './http/security.ts';
import type { Metrics } from './metrics.ts';
import type { PingTimes } from './transports/pinger.ts';
import { isUpgrade } from './transports/handshake.ts';
import { webSocketTransport } from './transports/websocket.ts';

export interface ServerOptions
  extends PageOptions, Pick<Config, 'trustProxy' | 'allowedOrigins' | 'hostNames' | 'metricsReaders'> {
  hub: Hub;
  metrics: Metrics;
  ping: PingTimes;
  logger: FastifyServerOptions['logger'];
}

/** Builds the HTTP server with all its routes. The caller makes it listen. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { hub, basePath, pageDirectory: directory } = options;
  const page = readPage(options);
  const app = fastify({
    logger: options.logger ?? false,
    trustProxy: options.trustProxy,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    frameworkErrors: answerError,
    rewriteUrl: rewriteUndecodableUrl(basePath),
    serverFactory: (handle) => createHttpServer(handle, (request) => isUpgrade(request, `${basePath}ws`)),
    ajv: { customOptions: { removeAdditional: false } },
    routerOptions: { maxParamLength: 4_096 },
  });
  app.setErrorHandler(answerError);
  await app.register(helmet, contentSecurityPolicy);
  limitRates(app, hub.limiter);
  refuseSeveralHosts(app);
  app.addHook('onRequest', allowOnlyReads(basePath));
  limitUnreadAnswers(app, hub.bufferBudget);
  app.setNotFoundHandler(notFound(basePath, page));
  await app.register(
    async (base) => {
      checkHosts(base, options.hostNames);
      await base.register(webSocketTransport, { hub, ping: options.ping, allowedOrigins: options.allowedOrigins });
      await base.register(rooms, { hub });
      await base.register(messages, { hub });
      await base.register(pageRoutes, { page, directory });
    },
    { prefix: basePath.slice(0, -1) },
  );
  // For operators: at the root, and under the path that a proxy serves.
  for (const prefix of new Set(['', basePath.slice(0, -1)])) {
    await app.register(health, { hub, prefix });
    await app.register(favicon, { directory, prefix });
    await app.register(metricsRoute, { hub, metrics: options.metrics, metricsReaders: options.metricsReaders, prefix });
  }
  return app;
}
