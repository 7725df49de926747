import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../scripts/free-port.ts';
import { ServerProcess } from '../../scripts/server-process.ts';
import { type ProcessUsage, readProcessUsage } from '../measure/process-usage.ts';
import type { Contestant } from './contestants.ts';
import { onServerCore } from './pinning.ts';

/** Not in the folder for temporary files, which may be in memory, where a flush costs nothing. */
export const dataDirectory = join(import.meta.dirname, 'data');

const STOP_TIMEOUT_MS = 20_000;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

/** The server of one contestant, pinned to the server core. Its port and its data survive a restart. */
export class MeasuredServer implements AsyncDisposable {
  readonly contestant: Contestant;
  readonly port: number;
  readonly #data: string;
  readonly #env: Record<string, string>;
  #process: ServerProcess | undefined;
  readonly #cleanup = () => {
    this.#process?.signal('SIGKILL');
    rmSync(this.#data, { recursive: true, force: true });
  };

  private constructor(contestant: Contestant, port: number, env: Record<string, string>) {
    this.contestant = contestant;
    this.port = port;
    this.#env = env;
    mkdirSync(dataDirectory, { recursive: true });
    this.#data = mkdtempSync(join(dataDirectory, 'run-'));
    process.once('exit', this.#cleanup);
  }

  static async start(contestant: Contestant, env: Record<string, string> = {}): Promise<MeasuredServer> {
    await using undo = new AsyncDisposableStack();
    const server = undo.use(new MeasuredServer(contestant, await freePort(), env));
    await server.launch();
    undo.move();
    return server;
  }

  /** Resolves when the server listens. */
  async launch(): Promise<void> {
    const command = [...onServerCore, process.execPath, ...this.contestant.nodeArgs(this.port, this.#data)];
    this.#process = new ServerProcess(command, { env: this.#env, stderr: 'inherit' });
    await this.#process.listening();
  }

  /** False once the process has exited. */
  get running(): boolean {
    return this.#process?.running ?? false;
  }

  get usage(): ProcessUsage {
    return readProcessUsage(this.#process!.pid);
  }

  /** Resolves when the process has exited; it is killed if it does not stop within the timeout. */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const server = this.#process!;
    await Promise.race([server.end(signal), delay(STOP_TIMEOUT_MS, undefined, { ref: false })]);
    await server.end('SIGKILL');
  }

  /** Stops the process and deletes its data. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process?.end('SIGKILL');
    this.#cleanup();
    process.off('exit', this.#cleanup);
  }
}
