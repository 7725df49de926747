import { expect, it, onTestFinished } from 'vitest';
import type { Draft } from '../src/chat/ports.ts';
import { openDatabase } from '../src/stores/sqlite/database.ts';
import { Log } from '../src/stores/sqlite/log.ts';
import type { Change } from '../src/stores/sqlite/worker-protocol.ts';
import { claim, deleted, edited, posted, range } from './store-contract/drafts.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const FULL = { refused: 'store_full', why: 'database or disk is full' };
const append = (draft: Draft): Change => ({ type: 'append', args: [draft, []] });

it('J-3, LOG-3: answers repetitions and refusals as always when they share a batch with drafts that do not fit', () => {
  const { db, close } = openDatabase(temporaryDirectory());
  onTestFinished(close);
  const log = new Log(db);
  log.write([posted('a', '1'), posted('a', '2'), deleted('a', '3', 2)].map(append));
  log.write([{ type: 'claimName', args: [claim('ann', ['ann'])] }]);
  const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
  db.exec(`PRAGMA max_page_count = ${pages}`);
  const big = range(11, 20).map((n) => posted('a', `${n}`, 'x'.repeat(8_000)));
  const drafts = [
    posted('a', '1'),
    ...big,
    posted('a', '11', 'x'.repeat(8_000)),
    deleted('a', '3', 2),
    posted('a', '1', 'other words'),
    edited('a', 'x', 2),
    { ...edited('a', 'y', 1), by: 'bob' },
    // Its target was to be written by the same batch.
    edited('a', 'z', 4),
  ];
  expect(log.write(drafts.map(append))).toMatchObject([
    { value: { duplicate: true, event: { seq: 1 } } },
    ...big.map(() => FULL),
    FULL,
    { value: { duplicate: true, event: { seq: 3 } } },
    { refused: 'cid_reused' },
    { refused: 'message_deleted' },
    { refused: 'not_yours' },
    { refused: 'no_such_message' },
  ]);
  const taken: Change = { type: 'claimName', args: [claim('bob', ['ann'])] };
  expect(log.write([append(posted('a', 'big', 'x'.repeat(80_000))), taken])).toMatchObject([
    FULL,
    { value: { given: false, holder: { id: 'ann' } } },
  ]);
  expect(log.read({ type: 'head', args: ['a'] })).toEqual({ value: 3 });
  db.exec('PRAGMA max_page_count = 1000000');
  expect(log.write(big.map(append)).map((outcome) => 'value' in outcome)).toEqual(big.map(() => true));
});
