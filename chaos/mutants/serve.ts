import { noMetrics } from '../../apps/server/test/support/no-metrics.ts';
import { Hub } from '../../apps/server/src/chat/hub.ts';
import { type ChatLimits, defaultLimits } from '../../apps/server/src/chat/limits.ts';
import type { Store } from '../../apps/server/src/chat/ports.ts';
import { Metrics } from '../../apps/server/src/metrics.ts';
import { buildServer } from '../../apps/server/src/server.ts';
import { openSqliteStore } from '../../apps/server/src/stores/sqlite/store.ts';
import { json } from '../../apps/server/src/transports/dialects/json.ts';
import { RATE_FACTOR } from '../server/rate-factor.ts';
import { acknowledgesEarly } from './early-ack.ts';
import { dropsSome, type LineMutation, swapsSome } from './fan-out.ts';
import { forgetsCids } from './forgetful.ts';
import { ignoreCids } from './ignored-cid.ts';
import { leavesAHole } from './hole.ts';

/** The real server with one flaw, as a process: `node serve.ts FLAW PORT DATA`. */
const stores: Record<string, (store: Store) => Store> = {
  'early-ack': acknowledgesEarly,
  forgetful: forgetsCids,
  hole: leavesAHole,
};
const lineMutations: Record<string, () => LineMutation> = { drop: dropsSome, swap: swapsSome };
const limitMutations: Record<string, Partial<ChatLimits>> = {
  unbounded: { maxBufferedBytes: Infinity, maxTotalBufferedBytes: Infinity },
};

const [flaw = '', port = '', directory = ''] = process.argv.slice(2);
const real = await openSqliteStore({ directory, metrics: noMetrics, onFatal: () => process.exit(1) });
const store = stores[flaw]?.(real) ?? real;
const mutateLines = lineMutations[flaw]?.();
if (mutateLines) {
  const pack = json.pack.bind(json);
  json.pack = (lines) => {
    const visible = mutateLines(lines);
    return visible.length === 0 ? undefined : pack(visible);
  };
}
if (flaw === 'ignores-cid') ignoreCids();
const limits = { ...defaultLimits, rateFactor: RATE_FACTOR, ...limitMutations[flaw] };
const hub = new Hub({ store, limits, metrics: noMetrics, now: Date.now, report: () => undefined });
const app = await buildServer({
  hub,
  metrics: new Metrics(),
  basePath: '/',
  trustProxy: false,
  allowedOrigins: [],
  hostNames: [],
  metricsReaders: () => false,
  ping: { intervalMs: 54_000, timeoutMs: 60_000 },
  networkAddress: () => undefined,
  pageDirectory: directory,
  logger: false,
});
process.stdout.write(`${await app.listen({ port: Number(port), host: '127.0.0.1' })}\n`);
process.once('SIGTERM', () => {
  void hub
    .stop(1_000)
    .then(() => app.close())
    .then(() => store.close());
});
