import type { CommandQueue } from './command-queue.ts';
import { type ChatError, RATE_REFUSAL_INTERVAL_MS, rateLimited } from './errors.ts';
import { MAX_UNCOMMITTED_PER_CONNECTION } from './limits.ts';
import type { Command } from './ports.ts';

/** Whether a command still takes effect when its connection has closed: it writes, or one that writes may need it. */
const OUTLIVES_CONNECTION: Record<Command['type'], boolean> = {
  hello: true,
  name: true,
  guest: true,
  rename: true,
  join: true,
  listen: true,
  leave: true,
  send: true,
  edit: true,
  delete: true,
  react: true,
  unreact: true,
  typing: false,
  watch: false,
  mentions: false,
  reactions: false,
  my_reactions: false,
  ping: false,
  malformed: false,
};

/** The session, as its commands need it. */
export interface CommandSession {
  readonly writer: {
    readonly lagging: boolean;
    readonly dialect: { readonly expressesRefusals: boolean };
    setReading(reading: boolean): void;
  };
  /** Pays for a command. Returns 0, or the milliseconds after which the client can afford it. */
  pay(command: Command): number;
  /** Runs a command. Returns a promise when the next one must wait for it. */
  run(command: Command): Promise<void> | undefined;
  refuse(error: ChatError, command: Command): void;
  /** Called when the connection is closed and every command that was received is done. */
  end(): void;
}

/**
 * The commands of one connection, in the order in which they were received. A frame is parsed one command at a time,
 * when it is the session's turn. While commands remain, while the client does not read its replies and while it costs
 * more than it may, nothing more is read from it.
 */
export class SessionCommands {
  readonly #session: CommandSession;
  readonly #queue: CommandQueue;
  /** The frames that are not parsed to their end. Reading stops at the second one. */
  readonly #frames: Iterator<Command>[] = [];
  #next: Command | undefined;
  #scheduled = false;
  #running = false;
  #paused = false;
  #uncommitted = 0;
  #closed = false;

  constructor(session: CommandSession, queue: CommandQueue) {
    this.#session = session;
    this.#queue = queue;
  }

  /** Everything that was received is done, except for what waits for its client. */
  get idle(): boolean {
    const waits = this.#session.writer.lagging || this.#paused;
    return !this.#running && this.#uncommitted === 0 && (this.#next === undefined || waits);
  }

  receive(frame: Iterable<Command>): void {
    this.#frames.push(frame[Symbol.iterator]());
    if (this.#frames.length > 1) this.#session.writer.setReading(false);
    if (this.#next === undefined) this.#advance();
    this.continue();
  }

  /** Drops what was received and not run. */
  clear(): void {
    this.#frames.length = 0;
    this.#next = undefined;
  }

  /** The connection is closed: commands that write still take effect. */
  close(): void {
    this.#closed = true;
    if (this.#next !== undefined && !OUTLIVES_CONNECTION[this.#next.type]) this.#advance();
    this.continue();
  }

  /** Counts a draft with a text of this size while the store has it. */
  async awaitCommit(bytes: number, committed: Promise<unknown>): Promise<void> {
    this.#uncommitted++;
    this.#queue.posted(bytes);
    try {
      await committed;
    } finally {
      this.#uncommitted--;
      this.#queue.committed(bytes);
      this.continue();
    }
  }

  /** Called when something that the commands were waiting for has happened. */
  continue(): void {
    if (this.#scheduled) return;
    const { writer } = this.#session;
    const { lagging } = writer;
    const blocked = this.#running || this.#paused || lagging || this.#uncommitted >= MAX_UNCOMMITTED_PER_CONNECTION;
    if (this.#next !== undefined && !blocked) {
      this.#scheduled = true;
      this.#queue.schedule(this.#takeTurn);
    }
    if (!this.#closed)
      writer.setReading(!lagging && (this.#next === undefined || !blocked) && this.#frames.length <= 1);
    else if (this.#next === undefined && !this.#running && this.#uncommitted === 0) this.#session.end();
  }

  readonly #takeTurn = (): void => {
    this.#scheduled = false;
    const command = this.#next;
    if (command !== undefined && !this.#session.writer.lagging) this.#pay(command);
    this.continue();
  };

  #pay(command: Command): void {
    const waitMs = this.#session.pay(command);
    if (waitMs === 0) {
      this.#advance();
      this.#run(command);
    } else if (this.#closed) this.clear();
    else if (this.#session.writer.dialect.expressesRefusals) {
      this.#advance();
      this.#session.refuse(rateLimited(waitMs), command);
      this.#pause(RATE_REFUSAL_INTERVAL_MS);
    } else this.#pause(waitMs);
  }

  #run(command: Command): void {
    const done = this.#session.run(command);
    if (done === undefined) return;
    this.#running = true;
    void done.finally(() => {
      this.#running = false;
      this.continue();
    });
  }

  #pause(ms: number): void {
    this.#paused = true;
    setTimeout(() => {
      this.#paused = false;
      this.continue();
    }, ms).unref();
  }

  #advance(): void {
    for (this.#next = undefined; this.#frames.length > 0; this.#frames.shift()) {
      for (let step = this.#frames[0]!.next(); !step.done; step = this.#frames[0]!.next()) {
        if (this.#closed && !OUTLIVES_CONNECTION[step.value.type]) continue;
        this.#next = step.value;
        return;
      }
    }
  }
}
