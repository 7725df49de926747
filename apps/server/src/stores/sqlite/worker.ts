import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase, type Database } from './database.ts';
import { StoreError } from './errors.ts';
import { Log } from './log.ts';
import { WalTruncation } from './wal-truncation.ts';
import type { Change, FromWorker, Outcome, Read, ToWorker } from './worker-protocol.ts';

/** The thread that owns the database, so that a slow disk never blocks the event loop. Started by `store.ts`. */
const port = parentPort!;
const send = (message: FromWorker): void => port.postMessage(message);

try {
  serve(openDatabase(workerData as string));
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  send({ type: 'not_opened', message: error.message });
}

/** Reads take up to a few milliseconds each, and changes wait for them. */
const READ_SLICE_MS = 4;

function serve(database: Database): void {
  const log = new Log(database.db);
  const truncation = new WalTruncation(database.db);
  send({ type: 'opened', epoch: log.epoch, warnings: database.warnings });
  port.on('message', (message: ToWorker) => {
    if (message.type === 'close') {
      truncation.cancel();
      database.close();
      port.close();
      return;
    }
    try {
      const { changes, reads } = message;
      if (changes.length > 0) send({ type: 'changed', outcomes: log.write(changes) });
      if (reads.length > 0) send({ type: 'read', outcomes: readSome(log, reads) });
      if (changes.some(isDeletion)) truncation.schedule();
    } catch (error) {
      truncation.cancel();
      send({ type: 'fatal', message: error instanceof Error ? error.message : String(error) });
      port.close();
    }
  });
}

/** The outcomes of the first reads, as many as are made within a slice. */
function readSome(log: Log, reads: readonly Read[]): Outcome[] {
  const outcomes: Outcome[] = [];
  const end = performance.now() + READ_SLICE_MS;
  for (const read of reads) {
    outcomes.push(log.read(read));
    if (performance.now() > end) break;
  }
  return outcomes;
}

function isDeletion(change: Change): boolean {
  return change.type === 'append' && change.args[0].type === 'deleted';
}
