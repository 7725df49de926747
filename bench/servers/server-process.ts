import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Contestant } from './contestants.ts';
import { onServerCore } from './pinning.ts';
import { type ProcessUsage, readProcessUsage } from '../measure/process-usage.ts';
import { freePort } from '../../scripts/free-port.ts';

/** Not in the folder for temporary files, which may be in memory, where a flush costs nothing. */
export const dataDirectory = join(import.meta.dirname, 'data');

/** Applies to the start and to the graceful stop. */
const TIMEOUT_MS = 20_000;

const cleanups = new Set<() => void>();
process.on('exit', () => cleanups.forEach((cleanup) => cleanup()));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

/** The process of one contestant, pinned to the server core. Its port and its data survive a restart. */
export class ServerProcess {
  readonly contestant: Contestant;
  readonly port: number;
  readonly #data: string;
  #child!: ChildProcess;
  #exited!: Promise<unknown>;
  readonly #cleanup = () => {
    this.#child?.kill('SIGKILL');
    rmSync(this.#data, { recursive: true, force: true });
  };

  private constructor(contestant: Contestant, port: number) {
    this.contestant = contestant;
    this.port = port;
    mkdirSync(dataDirectory, { recursive: true });
    this.#data = mkdtempSync(join(dataDirectory, 'run-'));
    cleanups.add(this.#cleanup);
  }

  static async start(contestant: Contestant): Promise<ServerProcess> {
    const server = new ServerProcess(contestant, await freePort());
    try {
      await server.launch();
      return server;
    } catch (error) {
      await server.dispose();
      throw error;
    }
  }

  /** Resolves when the server listens, which is when it prints its first line. */
  async launch(): Promise<void> {
    const [command, ...args] = [...onServerCore, process.execPath, ...this.contestant.nodeArgs(this.port, this.#data)];
    this.#child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#exited = once(this.#child, 'exit');
    await Promise.race([
      once(this.#child.stdout!, 'data', { signal: AbortSignal.timeout(TIMEOUT_MS) }),
      this.#exited.then(() => {
        throw new Error('The server exited before it listened.');
      }),
    ]);
    this.#child.stdout!.resume();
  }

  get usage(): ProcessUsage {
    return readProcessUsage(this.#child.pid!);
  }

  /** Resolves when the process has exited; it is killed if it does not stop within the timeout. */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#child.kill(signal);
    const killTimer = setTimeout(() => this.#child.kill('SIGKILL'), TIMEOUT_MS);
    await this.#exited;
    clearTimeout(killTimer);
  }

  /** Stops the process and deletes its data. */
  async dispose(): Promise<void> {
    const exited = this.#child.exitCode !== null || this.#child.signalCode !== null;
    if (!exited) await this.stop('SIGKILL');
    this.#cleanup();
    cleanups.delete(this.#cleanup);
  }
}
