import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import closeWithGrace from 'close-with-grace';
import type { FastifyInstance } from 'fastify';
import { addresses } from './addresses.ts';
import { Hub } from './chat/hub.ts';
import { defaultLimits } from './chat/limits.ts';
import type { ChatMetrics } from './chat/meter.ts';
import type { Store } from './chat/ports.ts';
import { type Config, ConfigError, help, readConfig } from './config.ts';
import { serializers } from './log.ts';
import { Metrics } from './metrics.ts';
import { buildServer } from './server.ts';
import { StoreError } from './stores/sqlite/errors.ts';
import { openSqliteStore } from './stores/sqlite/store.ts';

const pageDirectory = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Commits that were read must be finished within this, in ms; the whole stop within 10 s. */
const LAST_COMMITS = 5_000;
const STOP = 9_000;

/** From the command line to a listening server. Exit code 2 for a setting that cannot be used, 1 for the rest. */
export async function start(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const config = settings(argv, env);
  const metrics = new Metrics();
  const store = await openStore(config, metrics);
  const limits = { ...defaultLimits, maxText: config.maxText };
  const chat = new Hub({ store, limits, metrics, now: Date.now, report: (error) => app.log.error(error) });
  const app = await buildServer({
    chat,
    metrics,
    basePath: config.basePath,
    trustProxy: config.trustProxy,
    allowedOrigins: config.allowedOrigins,
    ping: { pingEvery: config.pingEvery, pongWithin: config.pongWithin },
    pageDirectory,
    // Standard output is for people.
    logger: { level: config.logLevel, stream: process.stderr, serializers },
  });
  await listen(app, config).catch(async (error: NodeJS.ErrnoException) => {
    await store.close();
    fail(whyNotListening(error, config));
  });
  closeWithGrace({ delay: STOP, logger: { error: (message: unknown) => app.log.error(message) } }, async ({ err }) => {
    if (err !== undefined) app.log.error(err);
    await chat.stop(LAST_COMMITS);
    await app.close();
    await store.close();
  });
  if (!config.dev) greet(app, config);
}

function settings(argv: readonly string[], env: NodeJS.ProcessEnv): Config {
  try {
    const config = readConfig(argv, env);
    if (config !== 'help') return config;
  } catch (error) {
    if (error instanceof ConfigError) fail(error.message, 2);
    throw error;
  }
  process.stdout.write(help());
  process.exit(0);
}

async function openStore(config: Config, meter: ChatMetrics): Promise<Store> {
  try {
    return await openSqliteStore({
      directory: resolve(config.data),
      metrics: meter,
      // Nothing more can be promised: what was not acknowledged is asked for again after the restart.
      onFatal: (error) => fail(`The store failed, and what it did last is not known: ${error.message}. Stopping.`),
    });
  } catch (error) {
    if (error instanceof StoreError) fail(error.message);
    throw error;
  }
}

async function listen(app: FastifyInstance, config: Config): Promise<void> {
  await app.listen({
    port: config.port,
    host: config.host,
    listenTextResolver: (address) => `listening at ${address}`,
  });
}

function whyNotListening(error: NodeJS.ErrnoException, config: Config): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${config.port} is in use. Stop what uses it, or choose another with --port.`;
  if (error.code === 'EACCES')
    return `Port ${config.port} may not be used by this user. Choose one above 1023 with --port.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `This machine has no address ${config.host}. Choose another with --host.`;
  return `Cannot listen on ${config.host} port ${config.port}: ${error.message}.`;
}

function greet(app: FastifyInstance, config: Config): void {
  const { port } = app.server.address() as AddressInfo;
  const { local, network } = addresses(config.host, port, config.basePath);
  const lines = ['', '  Hubbub is open.', '', `  Here     ${local}`];
  for (const url of network) lines.push(`  Network  ${url}`);
  lines.push(`  Kept in  ${resolve(config.data)}`, '', '  Ctrl+C stops it; nothing is lost.', '');
  process.stdout.write(`${lines.join('\n')}\n`);
}

function fail(message: string, code = 1): never {
  process.stderr.write(`hubbub: ${message}\n`);
  process.exit(code);
}
