import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Hub } from '../../src/chat/hub.ts';
import { type ChatLimits, defaultLimits } from '../../src/chat/limits.ts';
import type { Store } from '../../src/chat/ports.ts';
import { Metrics } from '../../src/metrics.ts';
import { buildServer, type ServerOptions } from '../../src/server.ts';
import { MemoryStore } from '../memory-store/store.ts';

/** A real server on a free port of this machine. Its store is in memory unless one is given. */
export interface RunningServer extends AsyncDisposable {
  readonly port: number;
  readonly http: string;
  readonly ws: string;
  readonly hub: Hub;
  readonly store: Store;
  readonly app: FastifyInstance;
  readonly reports: unknown[];
  /** The server's sockets of all TCP connections. */
  sockets(): Socket[];
}

export interface ServerChoices extends Partial<Omit<ServerOptions, 'hub'>> {
  store?: Store;
  limits?: Partial<ChatLimits>;
}

export async function runServer(choices: ServerChoices = {}): Promise<RunningServer> {
  const { store = new MemoryStore(), limits, metrics = new Metrics(), ...options } = choices;
  const reports: unknown[] = [];
  const hub = new Hub({
    store,
    // Tests send more than people may, so only those about the limits set a factor.
    limits: { ...defaultLimits, rateFactor: Infinity, ...limits },
    metrics,
    now: Date.now,
    report: (error) => reports.push(error),
  });
  const app = await buildServer({
    hub,
    metrics,
    basePath: '/',
    trustProxy: false,
    allowedOrigins: [],
    hostNames: [],
    metricsReaders: () => false,
    ping: { intervalMs: 54_000, timeoutMs: 60_000 },
    pageDirectory: '/nowhere',
    networkAddress: () => undefined,
    logger: false,
    ...options,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const { port } = app.server.address() as AddressInfo;
  const base = options.basePath ?? '/';
  return {
    port,
    http: `http://127.0.0.1:${port}${base}`,
    ws: `ws://127.0.0.1:${port}${base}ws`,
    hub,
    store,
    app,
    reports,
    sockets: () => [...sockets],
    async [Symbol.asyncDispose]() {
      await hub.stop(1_000);
      await app.close();
      await store.close();
    },
  };
}

/** Open connections of every dialect. */
export function connectionCount(hub: Hub): number {
  return [...hub.stats().connections.values()].reduce((sum, count) => sum + count, 0);
}
