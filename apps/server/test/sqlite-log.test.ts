import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Draft } from '../src/chat/ports.ts';
import { possibleMentions } from '../src/chat/text/mentions.ts';
import { claim, posted, range, rename, renamed } from './store-contract/drafts.ts';
import type { Outcome } from '../src/stores/sqlite/worker-protocol.ts';
import { openDatabase } from '../src/stores/sqlite/database.ts';
import { Log } from '../src/stores/sqlite/log.ts';
import { migrate, readMigrations } from '../src/stores/sqlite/migrations.ts';
import { People } from '../src/stores/sqlite/people.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

describe('Log on a full disk', () => {
  it('refuses the batch with store_full, remains readable, and writes again once there is space', () => {
    const { db, close } = openDatabase(temporaryDirectory());
    onTestFinished(close);
    const log = new Log(db);
    const write = (...drafts: Draft[]): Outcome[] =>
      log.write(drafts.map((draft) => ({ type: 'append', args: [draft, []] })));
    write(posted('a', '1'));
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages}`);
    const drafts = range(2, 20).map((n) => posted('a', `${n}`, 'x'.repeat(8_000)));
    expect(write(...drafts)).toEqual(drafts.map(() => ({ refused: 'store_full', why: 'database or disk is full' })));
    expect(log.read({ type: 'head', args: ['a'] })).toEqual({ value: 1 });
    db.exec('PRAGMA max_page_count = 1000000');
    expect(write(...drafts).at(-1)).toMatchObject({ value: { event: { seq: 20 }, duplicate: false } });
  });

  it('J-1, NAME-6: refuses a rename of which only the notices do not fit', () => {
    const { db, close } = openDatabase(temporaryDirectory());
    onTestFinished(close);
    const log = new Log(db);
    const rooms = range(1, 60).map((n) => `room ${n}`);
    log.write([{ type: 'claimName', args: [claim('ann', ['ann'])] }]);
    log.write(rooms.map((room) => ({ type: 'append', args: [posted(room, room), []] })));
    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages}`);
    const toName = (name: string, notices: Draft[]): Outcome[] =>
      log.write([{ type: 'rename', args: [{ ...rename('ann', name, [name]), notices }] }]);
    expect(toName('bea', [])).toEqual([{ value: { given: true, notices: [] } }]);
    const notices = rooms.map((room) => renamed(room, `${room}, renamed`, 'x'.repeat(100)));
    expect(toName('cy', notices)).toMatchObject([{ refused: 'store_full' }]);
    expect(log.read({ type: 'nameHolder', args: [['cy', 'bea'], 1] })).toEqual({ value: { id: 'ann', name: 'bea' } });
    expect(rooms.map((room) => log.read({ type: 'head', args: [room] }))).toEqual(rooms.map(() => ({ value: 1 })));
    db.exec('PRAGMA max_page_count = 1000000');
    expect(toName('cy', notices)).toMatchObject([{ value: { given: true, notices: { length: 60 } } }]);
  });
});

describe('Log on its thread', () => {
  it('B-4, MENTION-1: looks up the names that may be mentioned, and searches no text', () => {
    const { db, close } = openDatabase(temporaryDirectory());
    onTestFinished(close);
    const log = new Log(db);
    const bomb = `@a${'\u0345\u0301\u0323'.repeat(100)} `.repeat(20);
    const words = `@${'a b c d e f g h '.repeat(3)}`.repeat(20);
    const append = (text: string, count: number): number => {
      const drafts = range(1, count).map((n) => posted('a', `${text.length} ${count} ${n}`, text));
      const possible = possibleMentions(text);
      const start = process.cpuUsage();
      log.write(drafts.map((draft) => ({ type: 'append', args: [draft, possible] })));
      return process.cpuUsage(start).user / 1_000;
    };
    append('warm up', 50);
    // Each of them took 6 ms.
    expect(append(bomb, 100)).toBeLessThan(100);
    expect(append(words, 100)).toBeLessThan(150);
  });
});

describe('People', () => {
  it('B-4: finds the longest skeleton that a text begins with', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '字', '\u{10000}', '\uFFFD'), maxLength: 6 });
    const cases = fc.tuple(fc.uniqueArray(letters, { maxLength: 12 }), letters, fc.array(fc.nat(8)));
    fc.assert(
      fc.property(cases, ([names, text, numbers]) => {
        const db = new DatabaseSync(':memory:');
        migrate(db, readMigrations());
        const people = new People(db);
        for (const name of names) people.claim({ id: name, name, skeletons: [name], secretHash: name, at: 1 });
        const isHalf = (end: number): boolean => /[\uD800-\uDBFF]/.test(text[end - 1] ?? '');
        const ends = numbers.filter((end) => !isHalf(end)).toSorted((a, b) => b - a);
        const index = ends.findIndex((end) => names.includes(text.slice(0, end)));
        const expected = index === -1 ? undefined : text.slice(0, ends[index]);
        expect(people.longestHolder(text, ends)?.person.name).toBe(expected);
        db.close();
      }),
    );
  });
});
