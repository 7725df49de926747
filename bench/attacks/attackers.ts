import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Attack, Target } from './attack.ts';

const TIMEOUT_MS = 60_000;

/** The process of an attack. It inherits the core of the load. */
export class Attackers implements Disposable {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Resolves once the attack is prepared. */
  static async prepare({ name }: Attack, { port, room }: Target): Promise<Attackers> {
    using undo = new DisposableStack();
    const child = fork(join(import.meta.dirname, 'main.ts'), [name, String(port), room], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const attackers = undo.use(new Attackers(child));
    await attackers.#answer();
    undo.move();
    return attackers;
  }

  start(): void {
    this.#child.send('start');
  }

  /** Resolves with the number of things that they have done. */
  async stop(): Promise<number> {
    this.#child.send('stop');
    return Number(await this.#answer());
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL');
  }

  async #answer(): Promise<unknown> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const [message] = (await Promise.race([
      once(this.#child, 'message', { signal }),
      once(this.#child, 'exit', { signal }).then(() => Promise.reject(new Error('the attackers failed'))),
    ])) as unknown[];
    return message;
  }
}
