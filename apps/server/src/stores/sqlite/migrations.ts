import { readdirSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { skeletons } from '../../chat/people/skeletons.ts';

/** "Hubb" in the file's header distinguishes our databases from those of other programs. */
export const APPLICATION_ID = 0x48756262;

export interface Migration {
  version: number;
  sql: string;
}

const folder = new URL('../../../migrations/sqlite/', import.meta.url);

/** `migrations/sqlite/NNNN-*.sql`, in order. Each migrates from the previous version to its own number. */
export function readMigrations(): Migration[] {
  const files = readdirSync(folder).filter((file) => /^\d{4}-.*\.sql$/.test(file));
  return files.sort().map((file, index) => {
    const version = Number(file.slice(0, 4));
    if (version !== index + 1) throw new Error(`migrations/sqlite has no number ${index + 1}, or has it twice`);
    return { version, sql: readFileSync(new URL(file, folder), 'utf8') };
  });
}

/**
 * Applies the migrations that the database lacks, each in a transaction of its own. Returns whether it was an
 * older one, and not a new one. Their SQL may call `skeletons_of(name)`, which returns a JSON array.
 */
export function migrate(db: DatabaseSync, migrations: Migration[]): boolean {
  db.function('skeletons_of', { deterministic: true }, (name) => JSON.stringify(skeletons(String(name))));
  const { user_version: from } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  const missing = migrations.filter((each) => each.version > from);
  for (const { version, sql } of missing) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(sql);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}; COMMIT`);
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
  return from > 0 && missing.length > 0;
}
