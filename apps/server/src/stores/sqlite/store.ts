import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ChatMetrics, Draft, Store } from '../../chat/ports.ts';
import { possibleMentions, type PossibleMention } from '../../chat/text/mentions.ts';
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
  /** Called before the store is open, with what the operator should know after an upgrade. */
  onWarning?: (sentence: string) => void;
}

/** Opens the store on disk. Rejects with a `StoreError`, whose message is meant for the operator. */
export async function openSqliteStore(options: SqliteOptions): Promise<Store> {
  const { directory, onWarning, ...clientOptions } = options;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: directory });
  // Under `node --watch` the runtime sends messages of its own through this port.
  for await (const [message] of on(worker, 'message') as AsyncIterable<[FromWorker]>) {
    if (message.type === 'opened') {
      for (const sentence of message.warnings) onWarning?.(sentence);
      return storeOf(message.epoch, new WorkerClient({ worker, ...clientOptions }));
    }
    if (message.type !== 'not_opened') continue;
    await worker.terminate();
    throw new StoreError(message.message);
  }
  throw new StoreError('The store did not start.');
}

/** Every method is a call to the worker: `log.ts` and `queries.ts` have the methods of the same names. */
function storeOf(epoch: string, client: WorkerClient): Store {
  return {
    epoch,
    append: (draft) => client.change({ type: 'append', args: [draft, mentionsIn(draft)] }),
    claimName: (...args) => client.change({ type: 'claimName', args }),
    rename: (...args) => client.change({ type: 'rename', args }),
    head: (...args) => client.read({ type: 'head', args }),
    newest: (...args) => client.read({ type: 'newest', args }),
    eventsAfter: (...args) => client.read({ type: 'eventsAfter', args }),
    page: (...args) => client.read({ type: 'page', args }),
    rooms: (...args) => client.read({ type: 'rooms', args }),
    nameHolder: (...args) => client.read({ type: 'nameHolder', args }),
    person: (...args) => client.read({ type: 'person', args }),
    unread: (...args) => client.read({ type: 'unread', args }),
    mentions: (...args) => client.read({ type: 'mentions', args }),
    reactions: (...args) => client.read({ type: 'reactions', args }),
    myReactions: (...args) => client.read({ type: 'myReactions', args }),
    close: () => client.close(),
  };
}

function mentionsIn(draft: Draft): PossibleMention[] {
  return 'text' in draft ? possibleMentions(draft.text.toWellFormed()) : [];
}
