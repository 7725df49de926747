import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  claim,
  deleted,
  edited,
  posted,
  range,
  reacted,
  rename,
  renamed,
  reply,
  topic,
  unreacted,
} from './store-contract/drafts.ts';
import { APPLICATION_ID, migrate, readMigrations } from '../src/stores/sqlite/migrations.ts';
import { openDatabase } from '../src/stores/sqlite/database.ts';
import { possibleMentions } from '../src/chat/text/mentions.ts';
import { Log } from '../src/stores/sqlite/log.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

/** A closed database of 300 messages. */
function closedDatabase(): { directory: string; file: string } {
  const directory = temporaryDirectory();
  const database = openDatabase(directory);
  post(new Log(database.db), range(1, 300));
  database.close();
  return { directory, file: join(directory, 'hubbub.db') };
}

/** The same with 100 more messages, as a crash leaves it: they exist in the -wal only. */
function crashedDatabase(): { directory: string; file: string } {
  const { directory } = closedDatabase();
  const database = openDatabase(directory);
  post(new Log(database.db), range(301, 400));
  const copy = temporaryDirectory();
  execFileSync('cp', [join(directory, 'hubbub.db'), join(directory, 'hubbub.db-wal'), copy]);
  database.close();
  return { directory: copy, file: join(copy, 'hubbub.db') };
}

/** A database of the first version: an edited post, a guest's deleted post, and ann, who has a name. */
function databaseOfVersion1(): { directory: string; epoch: string } {
  const directory = temporaryDirectory();
  const db = new DatabaseSync(join(directory, 'hubbub.db'));
  db.exec('PRAGMA journal_mode = WAL');
  migrate(db, readMigrations().slice(0, 1));
  db.exec(`
    INSERT INTO rooms VALUES (1, 'a', 4, 40);
    INSERT INTO events VALUES
      (1, 1, 'posted', 10, 'ann', '1', NULL, 'ann', 'one'),
      (1, 2, 'posted', 20, NULL, '', NULL, 'ann', ''),
      (1, 3, 'edited', 30, 'ann', '3', 1, NULL, 'two'),
      (1, 4, 'deleted', 40, 'ann', '4', 2, NULL, NULL);
    INSERT INTO messages VALUES (1, 1, 3, 3, 30), (1, 2, 4, NULL, NULL);
    INSERT INTO people VALUES ('ann', 'Ann', 'hash', 1);
    INSERT INTO skeletons VALUES ('ann', 'ann')`);
  const { value: epoch } = db.prepare("SELECT value FROM meta WHERE key = 'epoch'").get() as { value: string };
  db.close();
  return { directory, epoch };
}

function post(log: Log, numbers: number[]): void {
  log.write(numbers.map((n) => ({ type: 'append', args: [posted('a', `${n}`, `words ${n}`), []] })));
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const content = readFileSync(file);
  bytes.copy(content, at);
  writeFileSync(file, content);
}

function head(directory: string): unknown {
  const database = openDatabase(directory);
  const outcome = new Log(database.db).read({ type: 'head', args: ['a'] });
  database.close();
  return outcome;
}

/** Opening fails with one line that names the file, and leaves it and its -wal unchanged. */
function expectRefusal(directory: string, file: string, why: RegExp): void {
  // The inspection may leave an empty -wal.
  const content = () =>
    ['hubbub.db', 'hubbub.db-wal']
      .map((name) => join(directory, name))
      .filter((name) => statSync(name, { throwIfNoEntry: false })?.size)
      .map((name) => [name, createHash('sha256').update(readFileSync(name)).digest('hex')]);
  const before = content();
  expect(() => openDatabase(directory)).toThrow(
    expect.objectContaining({ name: 'StoreError', message: expect.stringMatching(why) }),
  );
  try {
    openDatabase(directory);
  } catch (error) {
    const { message } = error as Error;
    expect(message.split('\n')).toHaveLength(1);
    expect(message).toContain(file);
    expect(message).toMatch(/\. (Restore a backup|Move it away|Start the newer one|Restore the database).*\.$/);
  }
  expect(content()).toEqual(before);
}

describe('opening a database', () => {
  it('recovers what a crash left', () => {
    const { directory } = crashedDatabase();
    expect(head(directory)).toEqual({ value: 400 });
  });

  it('treats an empty file as a new database', () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'hubbub.db'), '');
    expect(head(directory)).toEqual({ value: 0 });
  });

  it('completes an interrupted first opening', () => {
    const directory = temporaryDirectory();
    const db = new DatabaseSync(join(directory, 'hubbub.db'));
    db.exec('PRAGMA journal_mode = WAL');
    db.close();
    expect(head(directory)).toEqual({ value: 0 });
  });

  it('refuses a file that is not a database', () => {
    const directory = temporaryDirectory();
    const file = join(directory, 'hubbub.db');
    writeFileSync(file, 'My diary. '.repeat(1_000));
    expectRefusal(directory, file, /is damaged \(file is not a database\)/);
    truncateSync(file, 10);
    expectRefusal(directory, file, /is damaged \(file is not a database\)/);
  });

  it.each([
    ['its first words', 0, 'garbage'],
    ['the page size', 16, '\x12\x34'],
    ['the format', 18, '\x09\x09'],
    ['the schema format', 44, '\xff\xff\xff\xff'],
    ['the first page', 100, '\xff\xff\xff\xff\xff\xff\xff\xff'],
  ])('refuses a database whose header is damaged: %s', (_, at, bytes) => {
    const { directory, file } = closedDatabase();
    overwrite(file, at, Buffer.from(bytes, 'latin1'));
    expectRefusal(directory, file, /is damaged \(.+\)/);
  });

  it.each([
    ['closed', closedDatabase],
    ['left by a crash', crashedDatabase],
  ])('refuses a database with a damaged page, %s', (_, make) => {
    const { directory, file } = make();
    // The second page contains the epoch. It was written once, so the -wal does not contain it.
    overwrite(file, 4096, Buffer.alloc(4096, 'x'));
    expectRefusal(directory, file, /is damaged \(.+\)/);
  });

  it('refuses a truncated database', () => {
    const { directory, file } = closedDatabase();
    truncateSync(file, 4096 * 5);
    expectRefusal(directory, file, /is damaged \(.+\)/);
  });

  it('refuses the database of another program', () => {
    const { directory, file } = crashedDatabase();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA application_id = 7');
    db.close();
    expectRefusal(directory, file, /belongs to another program/);
  });

  it('refuses the database of a newer version', () => {
    const { directory, file } = crashedDatabase();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expectRefusal(directory, file, /was written by a newer Hubbub \(database version 99; this one supports \d+\)/);
  });

  it('refuses a -wal without its database, because SQLite would delete it', () => {
    const { directory, file } = crashedDatabase();
    rmSync(file);
    expectRefusal(directory, file, /-wal exists, but its database .+ is missing/);
  });

  it('refuses a file in place of the folder', () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    expect(() => openDatabase(file)).toThrow(/^Cannot store data in .+: .+\. Choose another folder with --data\.$/);
  });
});

describe('migrations', () => {
  it('are applied completely or not at all', () => {
    const db = new DatabaseSync(':memory:');
    const version = () =>
      db.prepare('SELECT user_version, application_id FROM pragma_user_version, pragma_application_id').get();
    const one = { version: 1, sql: 'CREATE TABLE one (id)' };
    const wrong = { version: 2, sql: 'CREATE TABLE two (id); INSERT INTO nowhere VALUES (1)' };
    expect(() => migrate(db, [one, wrong])).toThrow('no such table: nowhere');
    expect(version()).toEqual({ user_version: 1, application_id: APPLICATION_ID });
    expect(db.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'one' }]);
    migrate(db, [one, { version: 2, sql: 'CREATE TABLE two (id)' }]);
    expect(version()).toMatchObject({ user_version: 2 });
    db.close();
  });

  it('keep everything in a database of version 1', () => {
    const { directory, epoch } = databaseOfVersion1();
    const database = openDatabase(directory);
    onTestFinished(() => database.close());
    const log = new Log(database.db);
    const at = { room: 'a', by: 'ann' };
    const ann = { name: 'ann' };
    expect(log.read({ type: 'eventsAfter', args: ['a', 0, 10] })).toEqual({
      value: [
        { type: 'posted', seq: 1, at: 10, cid: '1', ...at, ...ann, text: 'one' },
        { type: 'posted', seq: 2, at: 20, cid: '', room: 'a', by: null, ...ann, text: '' },
        { type: 'edited', seq: 3, at: 30, cid: '3', ...at, target: 1, text: 'two' },
        { type: 'deleted', seq: 4, at: 40, cid: '4', ...at, target: 2 },
      ],
    });
    expect(log.read({ type: 'page', args: ['a', { type: 'newest' }, 10] })).toEqual({
      value: {
        messages: [
          { seq: 1, at: 10, by: 'ann', cid: '1', ...ann, text: 'two', revision: 3, editedAt: 30 },
          { seq: 2, at: 20, by: null, cid: '', ...ann, text: '', revision: 4, deleted: true },
        ],
        older: false,
        newer: false,
        head: 4,
        cid: '4',
        topic: null,
      },
    });
    expect(log.read({ type: 'rooms', args: [9] })).toEqual({ value: [{ room: 'a', head: 4, lastAt: 40 }] });
    expect(log.read({ type: 'unread', args: ['a', 0, 'bob', 9] })).toMatchObject({ value: { messages: 1 } });
    expect(log.epoch).toBe(epoch);

    const said = { ...posted('a', '1', 'one'), at: 99 };
    const first = { event: expect.objectContaining({ seq: 1, at: 10 }), duplicate: true };
    const outcomes = log.write([
      { type: 'append', args: [said, []] },
      { type: 'append', args: [edited('a', '3', 1, 'three'), []] },
      { type: 'append', args: [posted('a', '5', '@Ann, as you were called'), possibleMentions('@Ann')] },
      { type: 'append', args: [{ ...posted('a', '6', '@Ann'), by: 'bob' }, possibleMentions('@Ann')] },
      { type: 'append', args: [reacted('a', '7', 1), []] },
      { type: 'append', args: [topic('a', '8'), []] },
      { type: 'append', args: [reply('a', '9', 1), []] },
      { type: 'append', args: [deleted('a', '10', 1), []] },
      { type: 'rename', args: [{ ...rename('ann', 'Bea', ['bea']), notices: [renamed('a', '11', 'Bea')] }] },
      { type: 'claimName', args: [claim('new', ['ann'])] },
    ]);
    expect(outcomes).toMatchObject([
      { value: first },
      { refused: 'cid_reused' },
      ...range(5, 10).map((seq) => ({ value: { event: { seq }, duplicate: false } })),
      { value: { given: true, notices: [{ seq: 11, text: 'Bea' }] } },
      { value: { given: true } },
    ]);
    const emptied = log.read({ type: 'eventsAfter', args: ['a', 0, 3] });
    expect(emptied).toMatchObject({ value: [{ text: '' }, { text: '' }, { text: '' }] });
    // The database itself enforces that a cid is used once.
    const twice =
      "INSERT INTO events (room_id, seq, type, at, sender, cid, target) VALUES (1, 99, 'deleted', 1, 'ann', '4', 1)";
    expect(() => database.db.exec(twice)).toThrow('UNIQUE constraint failed');
    expect(database.db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(database.db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  });

  it('REACT-3: count the reactions of before, and list the first people', () => {
    const directory = temporaryDirectory();
    const old = new DatabaseSync(join(directory, 'hubbub.db'));
    old.exec('PRAGMA journal_mode = WAL');
    migrate(old, readMigrations().slice(0, 4));
    old.exec(`
      INSERT INTO rooms VALUES (1, 'a', 13, 13);
      INSERT INTO events (room_id, seq, type, at, sender, cid, name, text) VALUES (1, 1, 'posted', 1, 'ann', '1', 'ann', 'x');
      INSERT INTO messages VALUES (1, 1, 13, 1, NULL, 7)`);
    const event = old.prepare(
      'INSERT INTO events (room_id, seq, type, at, sender, cid, target, name, emoji) VALUES (1, ?, ?, 1, ?, ?, 1, ?, ?)',
    );
    const person = old.prepare('INSERT INTO reactions VALUES (1, 1, ?, ?, ?, ?, ?)');
    const steps = [...'+a +b -a +a +a -c +c +d +e +f'.split(' '), '+z 🎉', '-a'];
    for (const [index, step] of steps.entries()) {
      const [who = '', emoji = '👍'] = step.slice(1).split(' ');
      const adds = step.startsWith('+');
      event.run(index + 2, adds ? 'reacted' : 'unreacted', who, `${index}`, adds ? who : null, emoji);
    }
    for (const [who, seq] of Object.entries({ b: 3, c: 8, d: 9, e: 10, f: 11 })) person.run('👍', who, who, 2, seq);
    for (const who of ['z', 'g']) person.run('🎉', who, who, 12, who === 'z' ? 12 : 14);
    for (const seq of [15, 16, 17, 18]) person.run('🎉', `${seq}`, `${seq}`, 12, seq);
    old.close();

    const database = openDatabase(directory);
    onTestFinished(() => database.close());
    const log = new Log(database.db);
    const { value: events } = log.read({ type: 'eventsAfter', args: ['a', 1, 20] }) as { value: { count: number }[] };
    expect(events.map(({ count }) => count)).toEqual([1, 2, 1, 2, 2, 2, 3, 4, 5, 6, 1, 5]);
    const people = (...ids: string[]) => ids.map((id) => ({ id, name: id }));
    expect(log.read({ type: 'page', args: ['a', { type: 'newest' }, 1] })).toMatchObject({
      value: {
        messages: [
          {
            reactions: [
              { emoji: '👍', count: 5, people: people('b', 'c', 'd', 'e', 'f') },
              { emoji: '🎉', count: 6, people: people('z', 'g', '15', '16', '17') },
            ],
          },
        ],
      },
    });
    log.write([{ type: 'append', args: [unreacted('a', 'x', 1, '👍', 'b'), []] }]);
    expect(log.read({ type: 'reactions', args: ['a', 1] })).toMatchObject({
      value: {
        revision: 14,
        reactions: [
          { emoji: '👍', count: 4, people: people('c', 'd', 'e', 'f') },
          { emoji: '🎉', count: 6, people: people('z', 'g', '15', '16', '17', '18') },
        ],
      },
    });
  });

  it('are numbered without gaps', () => {
    expect(readMigrations().map(({ version }) => version)).toEqual(readMigrations().map((_, index) => index + 1));
  });
});
