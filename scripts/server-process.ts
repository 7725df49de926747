import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of its error output; empty if that is inherited. */
  stderr: string;
}

const STDERR_CHARACTERS = 400;
const START_TIMEOUT_MS = 20_000;

/** A server in a process of its own, which prints its first line when it listens. */
export class ServerProcess {
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;
  #stderr = '';

  constructor(
    command: readonly string[],
    { env, stderr = 'pipe' }: { env?: Record<string, string> | undefined; stderr?: 'pipe' | 'inherit' } = {},
  ) {
    const [program = '', ...args] = command;
    this.#child = spawn(program, args, {
      stdio: ['ignore', 'pipe', stderr],
      env: { HUBBUB_LIMITS: 'off', ...process.env, ...env },
    });
    this.#child.stderr?.on('data', (text) => (this.#stderr = `${this.#stderr}${text}`.slice(-STDERR_CHARACTERS)));
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

  /** Rejects with its error output if it exits before it listens, and after 20 s. */
  async listening(): Promise<void> {
    await Promise.race([
      once(this.#child.stdout!, 'data', { signal: AbortSignal.timeout(START_TIMEOUT_MS) }),
      this.exited.then(({ stderr }) => {
        throw new Error(`The server did not start: ${stderr}`);
      }),
    ]);
    this.#child.stdout!.resume();
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves when the process has exited. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Exit> {
    this.signal(signal);
    return this.exited;
  }
}
