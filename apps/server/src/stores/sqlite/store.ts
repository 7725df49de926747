import { on, once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ChatError } from '../../chat/errors.ts';
import type { ChatMetrics } from '../../chat/meter.ts';
import type { Draft, NameClaim, NameChange, Store, PagePosition } from '../../chat/ports.ts';
import type { Batch, Change, FromWorker, Outcome, Read } from './worker-protocol.ts';
import { StoreError } from '../errors.ts';

/** Changes that are committed together at most, and reads that are made before the next commit at most. */
const CHANGES = 1_000;
const READS = 8;

/**
 * Milliseconds from one commit to the next, at least, unless somebody waits to read. A commit of one message costs the
 * processor as much as one of fifty; the first after a quiet moment still goes at once.
 */
const GATHER = 2;

export interface SqliteOptions {
  /** Where `hubbub.db` is, or will be made. */
  directory: string;
  metrics: ChatMetrics;
  /** Called at most once: it cannot be known what was written, or the thread died. The process must stop. */
  onFatal(error: Error): void;
}

/** The store on disk. Rejects with a `StoreError`, whose message is meant for who runs the server. */
export async function openSqliteStore({ directory, metrics, onFatal }: SqliteOptions): Promise<Store> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: directory });
  // Under `node --watch` the runtime sends messages of its own on this line.
  for await (const [message] of on(worker, 'message') as AsyncIterable<[FromWorker]>) {
    if ('epoch' in message) return new SqliteStore(worker, message.epoch, metrics, onFatal);
    if (!('unopened' in message)) continue;
    await worker.terminate();
    throw new StoreError(message.unopened);
  }
  throw new StoreError('The store did not start.');
}

interface Waiting<Call> {
  call: Call;
  /** How many changes had been called before. */
  after: number;
  settle(outcome: Outcome): void;
}

/**
 * Gathers what is called while the worker is busy, or has just been given something, so that it is committed together. In a batch the changes go first:
 * a read sees every change that was called before it, and may see later ones, and never makes them wait for long.
 */
class SqliteStore implements Store {
  readonly epoch: string;
  readonly #worker: Worker;
  readonly #meter: ChatMetrics;
  readonly #onFatal: (error: Error) => void;
  readonly #changes: Waiting<Change>[] = [];
  readonly #reads: Waiting<Read>[] = [];
  /** What the worker has. */
  #changing: Waiting<Change>[] = [];
  #reading: Waiting<Read>[] = [];
  /** When the worker was given it. */
  #given = 0;
  /** When it was last given changes. */
  #changed = -Infinity;
  #gathering: NodeJS.Timeout | undefined;
  #called = 0;
  #taken = 0;
  #dead = false;
  #closing: Promise<void> | undefined;
  #done: (() => void) | undefined;

  constructor(worker: Worker, epoch: string, meter: ChatMetrics, onFatal: (error: Error) => void) {
    this.epoch = epoch;
    this.#worker = worker;
    this.#meter = meter;
    this.#onFatal = onFatal;
    worker.on('message', (message: FromWorker) => this.#hear(message));
    worker.on('error', (error) => this.#die(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => this.#die(new Error(`The store's thread ended by itself, with code ${code}.`)));
  }

  append(draft: Draft): ReturnType<Store['append']> {
    return this.#change({ name: 'append', args: [draft] });
  }

  claimName(claim: NameClaim): ReturnType<Store['claimName']> {
    return this.#change({ name: 'claimName', args: [claim] });
  }

  rename(renaming: NameChange): ReturnType<Store['rename']> {
    return this.#change({ name: 'rename', args: [renaming] });
  }

  head(room: string): ReturnType<Store['head']> {
    return this.#read({ name: 'head', args: [room] });
  }

  newest(room: string, limit: number, characters: number): ReturnType<Store['newest']> {
    return this.#read({ name: 'newest', args: [room, limit, characters] });
  }

  eventsAfter(...args: Parameters<Store['eventsAfter']>): ReturnType<Store['eventsAfter']> {
    return this.#read({ name: 'eventsAfter', args });
  }

  page(room: string, where: PagePosition, limit: number): ReturnType<Store['page']> {
    return this.#read({ name: 'page', args: [room, where, limit] });
  }

  rooms(limit: number): ReturnType<Store['rooms']> {
    return this.#read({ name: 'rooms', args: [limit] });
  }

  nameHolder(skeletons: readonly string[]): ReturnType<Store['nameHolder']> {
    return this.#read({ name: 'nameHolder', args: [skeletons] });
  }

  person(secretHash: string): ReturnType<Store['person']> {
    return this.#read({ name: 'person', args: [secretHash] });
  }

  unread(...args: Parameters<Store['unread']>): ReturnType<Store['unread']> {
    return this.#read({ name: 'unread', args });
  }

  mentions(...args: Parameters<Store['mentions']>): ReturnType<Store['mentions']> {
    return this.#read({ name: 'mentions', args });
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#finish());
  }

  #change<Value>(call: Change): Promise<Value> {
    return this.#wait(call, (waiting) => {
      this.#called++;
      this.#changes.push(waiting);
    });
  }

  #read<Value>(call: Read): Promise<Value> {
    this.#meter.read(call.name);
    return this.#wait(call, (waiting) => this.#reads.push(waiting));
  }

  #wait<Call, Value>(call: Call, queue: (waiting: Waiting<Call>) => void): Promise<Value> {
    if (this.#closing) return Promise.reject(new ChatError('stopping'));
    if (this.#dead) return Promise.reject(new ChatError('store_failed'));
    return new Promise((resolve, reject) => {
      const settle = (outcome: Outcome): void => {
        if ('value' in outcome) resolve(outcome.value as Value);
        else
          reject(
            Object.assign(new ChatError(outcome.refused, outcome.detail), outcome.why ? { cause: outcome.why } : {}),
          );
      };
      queue({ call, after: this.#called, settle });
      this.#send();
    });
  }

  /** Gives the worker what waits, unless it is still busy or more should be gathered. */
  #send(): void {
    if (this.#dead || this.#busy) return;
    const early = this.#changed + GATHER - performance.now();
    if (early > 0 && this.#changes.length > 0 && this.#reads.length === 0) {
      this.#gathering ??= setTimeout(() => this.#give(), early);
      return;
    }
    this.#give();
  }

  #give(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const changes = this.#changes.splice(0, CHANGES);
    this.#taken += changes.length;
    const tooEarly = this.#reads.slice(0, READS).findIndex(({ after }) => after > this.#taken);
    const reads = this.#reads.splice(0, tooEarly === -1 ? READS : tooEarly);
    if (changes.length + reads.length === 0) return this.#done?.();
    this.#changing = changes;
    this.#reading = reads;
    const batch: Batch = { changes: changes.map(({ call }) => call), reads: reads.map(({ call }) => call) };
    this.#given = performance.now();
    if (changes.length > 0) this.#changed = this.#given;
    this.#worker.postMessage(batch);
  }

  get #busy(): boolean {
    return this.#changing.length + this.#reading.length > 0;
  }

  #hear(message: FromWorker): void {
    if ('fatal' in message) this.#die(new Error(message.fatal));
    else if ('changed' in message) {
      const written = message.changed.filter((outcome) => 'value' in outcome).length;
      if (written > 0) this.#meter.committed(written, performance.now() - this.#given);
      this.#answer(this.#changing.splice(0), message.changed);
    } else if ('read' in message) this.#answer(this.#reading.splice(0), message.read);
  }

  #answer(asked: Waiting<Change | Read>[], outcomes: Outcome[]): void {
    // First the next batch, so that the disk works while this one is told.
    this.#send();
    for (const [index, outcome] of outcomes.entries()) asked[index]?.settle(outcome);
  }

  /** What the worker had stays open, for nobody knows; what it had not been given was certainly not written. */
  #die(error: Error): void {
    if (this.#dead) return;
    this.#dead = true;
    for (const { settle } of [...this.#changes.splice(0), ...this.#reads.splice(0)])
      settle({ refused: 'store_failed' });
    this.#done?.();
    this.#onFatal(error);
  }

  async #finish(): Promise<void> {
    if (this.#gathering !== undefined) this.#give();
    if (!this.#dead && this.#busy) await new Promise<void>((resolve) => (this.#done = resolve));
    if (this.#dead) return void (await this.#worker.terminate());
    this.#dead = true;
    this.#worker.postMessage('close');
    await once(this.#worker, 'exit');
  }
}
