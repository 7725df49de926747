import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ChatMetrics, Store } from '../../chat/ports.ts';
import { StoreError } from './errors.ts';
import { WorkerClient } from './worker-client.ts';
import type { FromWorker } from './worker-protocol.ts';

export interface SqliteOptions {
  /** The folder of `hubbub.db`. Created when missing. */
  directory: string;
  metrics: ChatMetrics;
  /**
   * Called at most once, when the outcome of a commit is unknown or the worker has died. Calls that the worker had
   * received stay pending, all others reject with `store_failed`. The process must stop: only a restart shows what was
   * written.
   */
  onFatal: (error: Error) => void;
}

/** Opens the store on disk. Rejects with a `StoreError`, whose message is meant for the operator. */
export async function openSqliteStore({ directory, metrics, onFatal }: SqliteOptions): Promise<Store> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: directory });
  // Under `node --watch` the runtime sends messages of its own through this port.
  for await (const [message] of on(worker, 'message') as AsyncIterable<[FromWorker]>) {
    if (message.type === 'opened')
      return new SqliteStore(message.epoch, new WorkerClient({ worker, metrics, onFatal }));
    if (message.type !== 'not_opened') continue;
    await worker.terminate();
    throw new StoreError(message.message);
  }
  throw new StoreError('The store did not start.');
}

/** Every method is a call to the worker: `log.ts` and `queries.ts` have the methods of the same names. */
class SqliteStore implements Store {
  readonly epoch: string;
  readonly #client: WorkerClient;

  constructor(epoch: string, client: WorkerClient) {
    this.epoch = epoch;
    this.#client = client;
  }

  append(...args: Parameters<Store['append']>): ReturnType<Store['append']> {
    return this.#client.change({ type: 'append', args });
  }

  claimName(...args: Parameters<Store['claimName']>): ReturnType<Store['claimName']> {
    return this.#client.change({ type: 'claimName', args });
  }

  rename(...args: Parameters<Store['rename']>): ReturnType<Store['rename']> {
    return this.#client.change({ type: 'rename', args });
  }

  head(...args: Parameters<Store['head']>): ReturnType<Store['head']> {
    return this.#client.read({ type: 'head', args });
  }

  newest(...args: Parameters<Store['newest']>): ReturnType<Store['newest']> {
    return this.#client.read({ type: 'newest', args });
  }

  eventsAfter(...args: Parameters<Store['eventsAfter']>): ReturnType<Store['eventsAfter']> {
    return this.#client.read({ type: 'eventsAfter', args });
  }

  page(...args: Parameters<Store['page']>): ReturnType<Store['page']> {
    return this.#client.read({ type: 'page', args });
  }

  rooms(...args: Parameters<Store['rooms']>): ReturnType<Store['rooms']> {
    return this.#client.read({ type: 'rooms', args });
  }

  nameHolder(...args: Parameters<Store['nameHolder']>): ReturnType<Store['nameHolder']> {
    return this.#client.read({ type: 'nameHolder', args });
  }

  person(...args: Parameters<Store['person']>): ReturnType<Store['person']> {
    return this.#client.read({ type: 'person', args });
  }

  unread(...args: Parameters<Store['unread']>): ReturnType<Store['unread']> {
    return this.#client.read({ type: 'unread', args });
  }

  mentions(...args: Parameters<Store['mentions']>): ReturnType<Store['mentions']> {
    return this.#client.read({ type: 'mentions', args });
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
