import type { HeadAtStart } from '../recording/evidence.ts';
import type { History } from '../recording/history.ts';
import { type Exit, ServerProcess, type Wrapping } from './server-process.ts';

export interface HostOptions {
  /** What starts the server. */
  command: readonly string[];
  port: number;
  rooms: readonly string[];
  history: History;
}

/** Milliseconds. */
const ANSWERS_WITHIN = 20_000;

/** Who runs the server: starts it again whenever it ended, and looks each time whether everything is still there. */
export class Host {
  readonly heads: HeadAtStart[] = [];
  /** Ends of the process that nobody asked for. */
  readonly surprises: string[] = [];
  readonly port: number;
  starts = 0;
  /** When something was last done to the process, which excuses its being slow for a while. */
  disturbedAt = -Infinity;
  suspended = false;
  readonly #command: readonly string[];
  readonly #rooms: readonly string[];
  readonly #history: History;
  #process: ServerProcess | undefined;
  #epoch: string | undefined;
  /** Its end is somebody's intention. */
  #owned = false;

  constructor({ command, port, rooms, history }: HostOptions) {
    this.#command = command;
    this.port = port;
    this.#rooms = rooms;
    this.#history = history;
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

  /** Resolves when it listens. */
  async start(wrapping?: Wrapping): Promise<void> {
    const started = new ServerProcess(this.#command, wrapping);
    this.#process = started;
    void started.exited.then(async (exit) => {
      if (this.#owned || this.#process !== started) return;
      this.#note(exit);
      await this.start().catch((error: Error) => this.surprises.push(error.message));
    });
    this.disturbedAt = this.#history.now();
    await started.listening();
    this.starts++;
    this.disturbedAt = this.#history.now();
    this.#history.mark('started');
    await this.#look();
  }

  /** For as long as `act` takes, the process may end without that being a surprise. Afterwards it runs. */
  async own(act: () => Promise<void>): Promise<void> {
    this.#owned = true;
    try {
      await act();
      if (!this.running) await this.start();
    } finally {
      this.#owned = false;
      this.disturbedAt = this.#history.now();
    }
  }

  /** Ends it for good. */
  async close(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#owned = true;
    if (this.running) await this.end(signal);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Exit> {
    const exit = await this.#process!.end(signal);
    if (signal === 'SIGTERM' && exit.code !== 0) this.#note(exit);
    return exit;
  }

  /** For who cannot wait. */
  abandon(): void {
    this.#owned = true;
    this.#process?.signal('SIGKILL');
  }

  /** Resolves when the process has ended by itself; undefined if it does not do so within these milliseconds. */
  async ended(within: number): Promise<Exit | undefined> {
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), within);
    const exit = await Promise.race([this.#process!.exited, late.promise]);
    clearTimeout(timer);
    return exit;
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
    const read = this.#rooms.map(async (room) => {
      const address = `${this.http}/api/rooms/${encodeURIComponent(room)}/messages?limit=1`;
      // A connection that was kept open may have ended with the process before.
      const ask = () => fetch(address, { signal: AbortSignal.timeout(ANSWERS_WITHIN) });
      const response = await ask().catch(ask);
      return [room, (await response.json()) as { head: number; epoch: string }] as const;
    });
    return new Map(await Promise.all(read));
  }

  #note({ code, signal, said }: Exit): void {
    const line = `the server ended by itself: code ${code}, signal ${signal}, ${said || 'without a word'}`;
    this.surprises.push(line);
    this.#history.mark('ended by itself', line);
  }

  async #look(): Promise<void> {
    const acknowledged = new Map(this.#history.highest);
    const at = this.#history.now();
    for (const [room, { head, epoch }] of await this.readHeads()) {
      this.#epoch ??= epoch;
      this.heads.push({ at, room, head, acknowledged: acknowledged.get(room) ?? 0, sameEpoch: epoch === this.#epoch });
    }
  }
}
