import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** How a start differs from a normal one. */
export interface LaunchOptions {
  /** A program and its arguments that run the server's command. */
  prefix?: readonly string[];
  env?: Record<string, string>;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of its error output. */
  stderr: string;
}

const STDERR_CHARACTERS = 400;

/** One process of the server. */
export class ServerProcess {
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;
  #stdout = '';
  #stderr = '';

  constructor(command: readonly string[], { prefix = [], env = {} }: LaunchOptions = {}) {
    const [program, ...args] = [...prefix, ...command];
    this.#child = spawn(program!, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    this.#child.stdout!.on('data', (text) => (this.#stdout += text));
    this.#child.stderr!.on('data', (text) => (this.#stderr = `${this.#stderr}${text}`.slice(-STDERR_CHARACTERS)));
    this.exited = Promise.race([
      once(this.#child, 'close').then(([code, signal]) => ({ code, signal })),
      once(this.#child, 'error').then(() => ({ code: null, signal: null })),
    ]).then((end) => ({ ...end, stderr: this.#stderr.trim() }));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && this.#child.pid !== undefined;
  }

  /** Resolves when it has printed its address; rejects with its error output if it exits before. */
  async listening(): Promise<void> {
    const ended = this.exited.then(({ stderr }) => new Error(`The server did not start: ${stderr}`));
    while (!this.#stdout.includes('http://')) {
      const failed = await Promise.race([once(this.#child.stdout!, 'data').then(() => undefined), ended]);
      if (failed) throw failed;
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Exit> {
    this.signal(signal);
    return this.exited;
  }
}
