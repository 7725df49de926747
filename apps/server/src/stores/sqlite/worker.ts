import { parentPort, workerData } from 'node:worker_threads';
import type { Batch, FromWorker } from './worker-protocol.ts';
import { openFiles, type Files } from './database.ts';
import { SqliteLog } from './log.ts';
import { StoreError } from '../errors.ts';

/** The thread that has the database, so that a slow disk never stops the event loop. Started by `sqlite.ts`. */
const port = parentPort!;
const say = (message: FromWorker): void => port.postMessage(message);

try {
  serve(openFiles(workerData as string));
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  say({ unopened: error.message });
}

function serve(files: Files): void {
  const log = new SqliteLog(files.db);
  say({ epoch: log.epoch });
  port.on('message', (message: Batch | 'close') => {
    if (message === 'close') {
      files.close();
      port.close();
      return;
    }
    try {
      if (message.changes.length > 0) say({ changed: log.write(message.changes) });
      if (message.reads.length > 0) say({ read: message.reads.map((read) => log.read(read)) });
    } catch (error) {
      say({ fatal: error instanceof Error ? error.message : String(error) });
      port.close();
    }
  });
}
