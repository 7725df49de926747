import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { posted, range } from './contract/drafts.ts';
import { APPLICATION_ID, migrate, readMigrations } from './migrations.ts';
import { openFiles } from './sqlite-files.ts';
import { SqliteLog } from './sqlite-log.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A database of 300 messages, closed. */
function written(): { directory: string; file: string } {
  const directory = temporaryDirectory();
  const files = openFiles(directory);
  post(new SqliteLog(files.db), range(1, 300));
  files.close();
  return { directory, file: join(directory, 'hubbub.db') };
}

/** The same as a crash leaves it: what was written last is only in the -wal. */
function crashed(): { directory: string; file: string } {
  const { directory } = written();
  const files = openFiles(directory);
  post(new SqliteLog(files.db), range(301, 400));
  const copy = temporaryDirectory();
  execFileSync('cp', [join(directory, 'hubbub.db'), join(directory, 'hubbub.db-wal'), copy]);
  files.close();
  return { directory: copy, file: join(copy, 'hubbub.db') };
}

function post(log: SqliteLog, numbers: number[]): void {
  log.write(numbers.map((n) => ({ name: 'append', args: [posted('a', `${n}`, `words ${n}`)] })));
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const content = readFileSync(file);
  bytes.copy(content, at);
  writeFileSync(file, content);
}

function head(directory: string): unknown {
  const files = openFiles(directory);
  const outcome = new SqliteLog(files.db).read({ name: 'head', args: ['a'] });
  files.close();
  return outcome;
}

/** Opening says why in one line that names the file, and leaves it and its -wal as they are. */
function expectRefusal(directory: string, file: string, why: RegExp): void {
  // Looking may leave an empty -wal beside it.
  const content = () =>
    ['hubbub.db', 'hubbub.db-wal']
      .map((name) => join(directory, name))
      .filter((name) => statSync(name, { throwIfNoEntry: false })?.size)
      .map((name) => [name, createHash('sha256').update(readFileSync(name)).digest('hex')]);
  const before = content();
  expect(() => openFiles(directory)).toThrow(
    expect.objectContaining({ name: 'StoreError', message: expect.stringMatching(why) }),
  );
  try {
    openFiles(directory);
  } catch (error) {
    const { message } = error as Error;
    expect(message.split('\n')).toHaveLength(1);
    expect(message).toContain(file);
    expect(message).toMatch(/\. (Restore a backup|Move it away|Start that one|Put that back).*\.$/);
  }
  expect(content()).toEqual(before);
}

describe('opening the files', () => {
  it('takes up what a crash left', () => {
    const { directory } = crashed();
    expect(head(directory)).toEqual({ value: 400 });
  });

  it('takes an empty file for a new database', () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'hubbub.db'), '');
    expect(head(directory)).toEqual({ value: 0 });
  });

  it('goes on where the first opening was interrupted', () => {
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
  ])('refuses a database with a header in which %s is damaged', (_, at, bytes) => {
    const { directory, file } = written();
    overwrite(file, at, Buffer.from(bytes, 'latin1'));
    expectRefusal(directory, file, /is damaged \(.+\)/);
  });

  it.each([
    ['closed', written],
    ['left by a crash', crashed],
  ])('refuses a database with a damaged page, %s', (_, make) => {
    const { directory, file } = make();
    // The second page has the epoch: it was written once, so the -wal does not have it.
    overwrite(file, 4096, Buffer.alloc(4096, 'x'));
    expectRefusal(directory, file, /is damaged \(.+\)/);
  });

  it('refuses a database that was cut off', () => {
    const { directory, file } = written();
    truncateSync(file, 4096 * 5);
    expectRefusal(directory, file, /is damaged \(.+\)/);
  });

  it('refuses a database of another program', () => {
    const { directory, file } = crashed();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA application_id = 7');
    db.close();
    expectRefusal(directory, file, /belongs to another program/);
  });

  it('refuses a database of a newer version', () => {
    const { directory, file } = crashed();
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expectRefusal(directory, file, /is of a newer Hubbub \(version 99, this one knows \d+\)/);
  });

  it('refuses a -wal without its database, which would be thrown away', () => {
    const { directory, file } = crashed();
    rmSync(file);
    expectRefusal(directory, file, /-wal belongs to a .+ that is gone/);
  });

  it('refuses a folder that cannot be one', () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    expect(() => openFiles(file)).toThrow(/^Cannot use .+: .+\. Choose another folder with --data\.$/);
  });
});

describe('migrations', () => {
  it('are whole or not there', () => {
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

  it('are numbered without a gap', () => {
    expect(readMigrations().map(({ version }) => version)).toEqual(readMigrations().map((_, index) => index + 1));
  });
});
