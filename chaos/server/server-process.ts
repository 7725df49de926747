import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a start is wrapped in. */
export interface Wrapping {
  /** A program with its arguments, which becomes what follows. */
  before?: readonly string[];
  env?: Record<string, string>;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of what it said on standard error. */
  said: string;
}

const SAID = 400;

/** One start of the server, as a process of its own. */
export class ServerProcess {
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;
  #out = '';
  #said = '';

  constructor(command: readonly string[], { before = [], env = {} }: Wrapping = {}) {
    const [program, ...args] = [...before, ...command];
    this.#child = spawn(program!, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    this.#child.stdout!.on('data', (text) => (this.#out += text));
    this.#child.stderr!.on('data', (text) => (this.#said = `${this.#said}${text}`.slice(-SAID)));
    this.exited = Promise.race([
      once(this.#child, 'close').then(([code, signal]) => ({ code, signal })),
      once(this.#child, 'error').then(() => ({ code: null, signal: null })),
    ]).then((end) => ({ ...end, said: this.#said.trim() }));
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && this.#child.pid !== undefined;
  }

  /** Resolves when it has said its address; rejects with its last words when it ends before. */
  async listening(): Promise<void> {
    const ended = this.exited.then(({ said }) => new Error(`The server did not start: ${said}`));
    while (!this.#out.includes('http://')) {
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
