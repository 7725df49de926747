import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../src/stores/sqlite/database.ts';
import { Log } from '../src/stores/sqlite/log.ts';
import { migrate, readMigrations } from '../src/stores/sqlite/migrations.ts';
import { claim, posted, rename } from './store-contract/drafts.ts';
import { emptyFolder, startProcess } from './support/server-process.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';
import { jsonClient } from './support/socket-client.ts';

/** A database from before skeletons were computed anew: three people who look like Alice, and rooms that look alike. */
function olderDatabase(directory: string): void {
  const db = new DatabaseSync(join(directory, 'hubbub.db'));
  db.exec('PRAGMA journal_mode = WAL');
  migrate(db, readMigrations().slice(0, 3));
  db.exec(`
    INSERT INTO people VALUES
      ('newer', 'aӏice', 'hash 1', 30), ('older', 'Alice', 'hash 2', 10), ('selector', 'alice\u{E0100}', 'hash 3', 20),
      ('bob', 'Bob', 'hash 4', 40);
    INSERT INTO skeletons VALUES ('aiice', 'newer'), ('alice', 'older'), ('alice\u{E0100}', 'selector'), ('bob', 'bob');
    INSERT INTO rooms VALUES (1, 'pаypal', 1, 1), (2, 'paypal', 1, 1), (3, 'lоbby', 1, 1), (4, '${'字'.repeat(60)}', 1, 1);
    INSERT INTO events (room_id, seq, type, at, sender, cid, name, text) VALUES
      (1, 1, 'posted', 1, 'older', '1', 'Alice', 'one'), (2, 1, 'posted', 1, 'older', '2', 'Alice', 'two'),
      (3, 1, 'posted', 1, 'older', '3', 'Alice', 'three'), (4, 1, 'posted', 1, 'older', '4', 'Alice', 'four');
    INSERT INTO messages (room_id, seq, revision, text_seq) VALUES (1, 1, 1, 1), (2, 1, 1, 1), (3, 1, 1, 1), (4, 1, 1, 1)`);
  db.close();
}

test('B-3: after an upgrade the older of two look-alikes holds their skeleton, and nobody imitates either', () => {
  const directory = temporaryDirectory();
  olderDatabase(directory);
  const database = openDatabase(directory);
  onTestFinished(() => database.close());
  const log = new Log(database.db);
  const holder = (name: string) => log.read({ type: 'nameHolder', args: [[name], 1] });
  expect(holder('alice')).toEqual({ value: { id: 'older', name: 'Alice' } });
  expect(holder('bob')).toMatchObject({ value: { id: 'bob' } });
  expect(holder('aiice')).toEqual({ value: undefined });
  // Everybody keeps their name and their secret.
  expect(log.read({ type: 'person', args: ['hash 1'] })).toEqual({ value: { id: 'newer', name: 'aӏice' } });
  const keys = ['alice'];
  const outcomes = log.write([
    { type: 'claimName', args: [claim('impostor', keys)] },
    { type: 'rename', args: [rename('newer', 'Cy', ['cy'])] },
    { type: 'rename', args: [rename('bob', 'aliсe', keys)] },
  ]);
  expect(outcomes).toMatchObject([
    { value: { given: false } },
    { value: { given: true } },
    { value: { given: false } },
  ]);
  expect(holder('alice')).toMatchObject({ value: { id: 'older' } });
});

test('B-3, ROOM-5: after an upgrade rooms that look alike take messages as before, and further ones do not', () => {
  const directory = temporaryDirectory();
  olderDatabase(directory);
  const database = openDatabase(directory);
  onTestFinished(() => database.close());
  const drafts = ['pаypal', 'paypal', 'lоbby', 'lobby', 'рaypal'].map((room, index) => posted(room, `new ${index}`));
  const outcomes = new Log(database.db).write(drafts.map((draft) => ({ type: 'append', args: [draft, []] })));
  expect(outcomes).toMatchObject([
    { value: { event: { seq: 2 } } },
    { value: { event: { seq: 2 } } },
    { value: { event: { seq: 2 } } },
    { value: { event: { seq: 1 } } },
    { refused: 'room_lookalike' },
  ]);
});

test('B-3: an upgrade tells the operator which names look alike, once', async () => {
  const data = emptyFolder();
  olderDatabase(data);
  {
    await using server = await startProcess({ data });
    expect(server.err).toContain('\\"aӏice\\" (newer) looks like \\"Alice\\"');
    expect(server.err).toContain('alice\\\\u{e0100}\\" (selector) looks like \\"Alice\\"');
    expect(server.err).toContain('The room \\"paypal\\" looks like the older room \\"pаypal\\"');
    expect(server.err).toContain('The room \\"lоbby\\" looks like the older room \\"lobby\\"');
    expect(server.err).toMatch(/The room \\"字{60}\\" can no longer be opened/);
    expect(server.err).not.toContain('Bob');
    using client = await jsonClient(server.ws);
    await client.enter('lobby', 'someone');
  }
  await using again = await startProcess({ data });
  expect(again.err).toBe('');
});
