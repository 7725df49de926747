import { noMetrics } from './no-metrics.ts';
import { openSqliteStore } from '../../src/stores/sqlite/store.ts';

/**
 * The process that `sqlite-kill.test.ts` kills: it appends to two rooms with 20 concurrent writers, and prints
 * `room seq cid` for each acknowledged append. Its arguments are the directory and a word that makes its cids unique.
 */
const [directory = '', word = ''] = process.argv.slice(2);
const store = await openSqliteStore({ directory, metrics: noMetrics, onFatal: () => process.exit(3) });

async function keepAppending(writer: number): Promise<never> {
  for (let n = 1; ; n++) {
    const room = n % 3 === 0 ? 'b' : 'a';
    const cid = `${word} ${writer} ${n}`;
    const { event } = await store.append({ type: 'posted', room, at: n, by: 'ann', cid, name: 'ann', text: cid });
    process.stdout.write(`${room} ${event.seq} ${cid}\n`);
  }
}

await Promise.all(Array.from({ length: 20 }, (_, writer) => keepAppending(writer)));
