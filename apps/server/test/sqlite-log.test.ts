import { describe, expect, it, onTestFinished } from 'vitest';
import type { Draft } from '../src/chat/ports.ts';
import { posted, range } from './store-contract/drafts.ts';
import type { Outcome } from '../src/stores/sqlite/worker-protocol.ts';
import { openDatabase } from '../src/stores/sqlite/database.ts';
import { Log } from '../src/stores/sqlite/log.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

describe('Log on a full disk', () => {
  it('refuses the batch with store_full, remains readable, and writes again once there is space', () => {
    const { db, close } = openDatabase(temporaryDirectory());
    onTestFinished(close);
    const log = new Log(db);
    const write = (...drafts: Draft[]): Outcome[] =>
      log.write(drafts.map((draft) => ({ type: 'append', args: [draft] })));
    write(posted('a', '1'));
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages}`);
    const drafts = range(2, 20).map((n) => posted('a', `${n}`, 'x'.repeat(8_000)));
    expect(write(...drafts)).toEqual(drafts.map(() => ({ refused: 'store_full', why: 'database or disk is full' })));
    expect(log.read({ type: 'head', args: ['a'] })).toEqual({ value: 1 });
    db.exec('PRAGMA max_page_count = 1000000');
    expect(write(...drafts).at(-1)).toMatchObject({ value: { event: { seq: 20 }, duplicate: false } });
  });
});
