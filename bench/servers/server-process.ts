import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Contestant } from './contestants.ts';
import { onServerCore } from './pinning.ts';
import { type Use, useOf } from '../measure/process-usage.ts';
import { freePort } from '../../scripts/free-port.ts';

/** Beside the sources and not in the folder for temporary files, which may be memory: there a flush costs nothing. */
export const dataDirectory = join(import.meta.dirname, 'data');

/** A server is given so many ms to start or to stop. */
const PATIENCE = 20_000;

const leftovers = new Set<() => void>();
process.on('exit', () => leftovers.forEach((clean) => clean()));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

/** One contestant at work: a process on a core of its own, a port, and a folder that outlive a restart. */
export class Running {
  readonly contestant: Contestant;
  readonly port: number;
  readonly #data: string;
  #child!: ChildProcess;
  #exited!: Promise<unknown>;
  readonly #clean = () => {
    this.#child?.kill('SIGKILL');
    rmSync(this.#data, { recursive: true, force: true });
  };

  private constructor(contestant: Contestant, port: number) {
    this.contestant = contestant;
    this.port = port;
    mkdirSync(dataDirectory, { recursive: true });
    this.#data = mkdtempSync(join(dataDirectory, 'run-'));
    leftovers.add(this.#clean);
  }

  static async start(contestant: Contestant): Promise<Running> {
    const running = new Running(contestant, await freePort());
    try {
      await running.begin();
      return running;
    } catch (error) {
      await running.end();
      throw error;
    }
  }

  /** Resolves when it listens, which is when it says its first words. */
  async begin(): Promise<void> {
    const [command, ...args] = [...onServerCore, process.execPath, ...this.contestant.command(this.port, this.#data)];
    this.#child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#exited = once(this.#child, 'exit');
    await Promise.race([
      once(this.#child.stdout!, 'data', { signal: AbortSignal.timeout(PATIENCE) }),
      this.#exited.then(() => {
        throw new Error('The server ended before it listened.');
      }),
    ]);
    this.#child.stdout!.resume();
  }

  get use(): Use {
    return useOf(this.#child.pid!);
  }

  /** Resolves when the process is gone; with SIGTERM it may finish what it does, within bounds. */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    this.#child.kill(signal);
    const stubborn = setTimeout(() => this.#child.kill('SIGKILL'), PATIENCE);
    await this.#exited;
    clearTimeout(stubborn);
  }

  /** The process and what it kept are gone. */
  async end(): Promise<void> {
    const gone = this.#child.exitCode !== null || this.#child.signalCode !== null;
    if (!gone) await this.stop('SIGKILL');
    this.#clean();
    leftovers.delete(this.#clean);
  }
}
