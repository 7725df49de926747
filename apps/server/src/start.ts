import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import closeWithGrace from 'close-with-grace';
import { Hub } from './chat/hub.ts';
import { type ChatLimits, defaultLimits } from './chat/limits.ts';
import type { ChatMetrics, Store } from './chat/ports.ts';
import { type Config, help, readConfig } from './config.ts';
import { limitConnections } from './connection-limit.ts';
import { type Addresses, addresses, greet } from './greeting.ts';
import { limitRepeatedErrors, logOutput, serializers } from './log.ts';
import { Metrics } from './metrics.ts';
import { buildServer } from './server.ts';
import { ConfigError } from './setting-values.ts';
import { StoreError } from './stores/sqlite/errors.ts';
import { openSqliteStore } from './stores/sqlite/store.ts';

const pageDirectory = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The time to finish the commands that were received. */
const LAST_COMMITS_TIMEOUT_MS = 5_000;
/** Below the 10 s after which service managers kill a process. */
const STOP_TIMEOUT_MS = 9_000;

/** Starts the server from the command line's arguments. Exits with 2 for an invalid setting, and with 1 for other failures. */
export async function start(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const config = settings(argv, env);
  // Nobody may be left to read it, as with `hubbub | head -1`.
  process.stdout.on('error', () => undefined);
  const metrics = new Metrics();
  const warnings: string[] = [];
  const store = await openStore(config, metrics, (sentence) => warnings.push(sentence));
  const { maxTextBytes, rateFactor, nameQuarantineMs } = config;
  const limits: ChatLimits = { ...defaultLimits, maxTextBytes, rateFactor, nameQuarantineMs };
  const hub = new Hub({ store, limits, metrics, now: Date.now, report: (error) => app.log.error(error) });
  const { basePath, trustProxy, allowedOrigins, hostNames, metricsReaders, pingIntervalMs, pongTimeoutMs } = config;
  const app = await buildServer({
    hub,
    metrics,
    basePath,
    trustProxy,
    allowedOrigins,
    hostNames: [...hostNames, ...allowedOrigins.map((origin) => new URL(origin).hostname)],
    metricsReaders,
    ping: { intervalMs: pingIntervalMs, timeoutMs: pongTimeoutMs },
    pageDirectory,
    networkAddress: () => reachable().network[0],
    // Standard output is for people; logs go to standard error.
    logger: {
      level: config.logLevel,
      stream: logOutput(process.stderr, () => metrics.logLineLost()),
      serializers,
      hooks: { logMethod: limitRepeatedErrors() },
    },
  });
  for (const sentence of warnings) app.log.warn(sentence);
  const reachable = (): Addresses => addresses(config.host, (app.server.address() as AddressInfo).port, basePath);
  const listenTextResolver = (address: string): string => `listening at ${address}`;
  await app
    .listen({ port: config.port, host: config.host, listenTextResolver })
    .catch(async (error: NodeJS.ErrnoException) => {
      await store.close();
      fail(listenFailure(error, config));
    });
  limitConnections(app);
  const logger = { error: (message: unknown) => app.log.error(message) };
  closeWithGrace({ delay: STOP_TIMEOUT_MS, logger }, async ({ err, signal }) => {
    if (err !== undefined) app.log.error(err);
    await hub.stop(LAST_COMMITS_TIMEOUT_MS);
    await app.close();
    await store.close();
    if (signal === 'SIGINT') process.stdout.write('\n  Stopped.\n');
  });
  if (!config.dev) await greet(process.stdout, reachable(), hostNames, resolve(config.dataDirectory));
}

function settings(argv: readonly string[], env: NodeJS.ProcessEnv): Config {
  try {
    const config = readConfig(argv, env);
    if (config === 'help' || config === 'version') {
      process.stdout.write(config === 'help' ? help() : `${version()}\n`);
      process.exit(0);
    }
    return config;
  } catch (error) {
    if (error instanceof ConfigError) fail(error.message, 2);
    throw error;
  }
}

function version(): string {
  const file = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}

async function openStore(config: Config, metrics: ChatMetrics, onWarning: (sentence: string) => void): Promise<Store> {
  try {
    return await openSqliteStore({
      directory: resolve(config.dataDirectory),
      metrics,
      // After the restart clients retry what was not acknowledged, and the store recognises what it already has.
      onFatal: (error) =>
        fail(`The store failed, and the outcome of its last commit is unknown: ${error.message}. Stopping.`),
      onWarning,
    });
  } catch (error) {
    if (error instanceof StoreError) fail(error.message);
    throw error;
  }
}

function listenFailure(error: NodeJS.ErrnoException, config: Config): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${config.port} is in use. Stop the program that uses it, or choose another with --port.`;
  if (error.code === 'EACCES')
    return `This user may not listen on port ${config.port}. Choose one above 1023 with --port.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `This machine has no address ${config.host}. Choose another with --host.`;
  return `Cannot listen on ${config.host} port ${config.port}: ${error.message}.`;
}

function fail(message: string, code = 1): never {
  process.stderr.write(`hubbub: ${message}\n`);
  process.exit(code);
}
