import type { FastifyInstance } from 'fastify';
import { rateLimited } from '../chat/errors.ts';
import type { Action } from '../chat/limiter/costs.ts';
import type { Limiter } from '../chat/limiter/limiter.ts';
import { networkOf } from '../chat/limiter/network.ts';

type Cost = Action | 'free';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the client's address pays for a request of this route. Every route must have one. */
    cost?: Cost | ((request: FastifyRequest) => Cost);
  }
}

/** Lets addresses pay for their requests before anything else is done for them. */
export function limitRates(app: FastifyInstance, limiter: Limiter): void {
  app.addHook('onRoute', ({ url, config }) => {
    if (config?.cost === undefined) throw new Error(`The route ${url} has no cost.`);
  });
  app.addHook('onRequest', (request, _reply, done) => {
    // A path without a route has no configuration.
    const { cost = 'request' } = request.routeOptions.config;
    const action = typeof cost === 'function' ? cost(request) : cost;
    const waitMs = action === 'free' ? 0 : limiter.payByAddress(action, networkOf(request.ip));
    done(waitMs === 0 ? undefined : rateLimited(waitMs));
  });
}
