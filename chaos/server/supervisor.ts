import { setTimeout as delay } from 'node:timers/promises';
import type { StartHead } from '../recording/evidence.ts';
import type { History } from '../recording/history.ts';
import { type Exit, ServerProcess } from '../../scripts/server-process.ts';

export interface SupervisorOptions {
  /** The command that starts the server. */
  command: readonly string[];
  port: number;
  rooms: readonly string[];
  history: History;
}

/** For one request for the head of a room. */
const REQUEST_TIMEOUT_MS = 20_000;

/** Restarts the server whenever it exits, and records the heads of all rooms after each start. */
export class Supervisor {
  readonly heads: StartHead[] = [];
  /** Descriptions of exits that no fault caused. */
  readonly unexpectedExits: string[] = [];
  readonly port: number;
  starts = 0;
  /** When a fault last disturbed the process, which excuses event-loop lag for a while. */
  disturbedAt = -Infinity;
  suspended = false;
  readonly #options: SupervisorOptions;
  readonly #history: History;
  #process: ServerProcess | undefined;
  #epoch: string | undefined;
  /** Whether the current exit is caused by a fault. */
  #exitPlanned = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.port = options.port;
    this.#history = options.history;
  }

  get running(): boolean {
    return this.#process?.running ?? false;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  get http(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when the server listens. `prefix` is a program, with its arguments, that runs the server's command. */
  async start({ prefix = [], env }: { prefix?: string[]; env?: Record<string, string> } = {}): Promise<void> {
    const started = new ServerProcess([...prefix, ...this.#options.command], { env });
    this.#process = started;
    void started.exited.then(async (exit) => {
      if (this.#exitPlanned || this.#process !== started) return;
      this.#recordUnexpectedExit(exit);
      await this.start().catch((error: Error) => this.unexpectedExits.push(error.message));
    });
    this.disturbedAt = this.#history.now();
    await started.listening();
    this.starts++;
    this.disturbedAt = this.#history.now();
    this.#history.recordIncident('started');
    await this.#recordHeads();
  }

  /** While `act` runs, an exit is expected. Afterwards the server is running. */
  async withPlannedExit(act: () => Promise<void>): Promise<void> {
    this.#exitPlanned = true;
    try {
      await act();
      if (!this.running) await this.start();
    } finally {
      this.#exitPlanned = false;
      this.disturbedAt = this.#history.now();
    }
  }

  /** Stops it for good. */
  async close(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#exitPlanned = true;
    if (this.running) await this.end(signal);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Exit> {
    const exit = await this.#process!.end(signal);
    if (signal === 'SIGTERM' && exit.code !== 0) this.#recordUnexpectedExit(exit);
    return exit;
  }

  /** For synchronous cleanup when this process exits. */
  kill(): void {
    this.#exitPlanned = true;
    this.#process?.signal('SIGKILL');
  }

  /** Resolves when the process has exited by itself; undefined after `withinMs`. */
  ended(withinMs: number): Promise<Exit | undefined> {
    return Promise.race([this.#process!.exited, delay(withinMs, undefined, { ref: false })]);
  }

  suspend(): void {
    this.suspended = true;
    this.#process!.signal('SIGSTOP');
  }

  resume(): void {
    this.#process!.signal('SIGCONT');
    this.suspended = false;
    this.disturbedAt = this.#history.now();
  }

  /** By room. */
  async readHeads(): Promise<Map<string, { head: number; epoch: string }>> {
    const read = this.#options.rooms.map(async (room) => {
      const address = `${this.http}/api/rooms/${encodeURIComponent(room)}/messages?limit=1`;
      // A kept-alive connection may have been closed by the previous process.
      const ask = () => fetch(address, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
      const response = await ask().catch(ask);
      return [room, (await response.json()) as { head: number; epoch: string }] as const;
    });
    return new Map(await Promise.all(read));
  }

  #recordUnexpectedExit({ code, signal, stderr }: Exit): void {
    const line = `the server exited by itself: code ${code}, signal ${signal}, ${stderr || 'no error output'}`;
    this.unexpectedExits.push(line);
    this.#history.recordIncident('exited by itself', line);
  }

  async #recordHeads(): Promise<void> {
    const acknowledged = new Map(this.#history.highestAcked);
    const at = this.#history.now();
    for (const [room, { head, epoch }] of await this.readHeads()) {
      this.#epoch ??= epoch;
      this.heads.push({ at, room, head, acknowledged: acknowledged.get(room) ?? 0, sameEpoch: epoch === this.#epoch });
    }
  }
}
