import type { DatabaseSync } from 'node:sqlite';
import type { Rename, RenameResult } from '../../chat/ports.ts';
import { Appender, type OpenRoom } from './append.ts';
import { OutcomeUnknown, reason, resultCode, SQLITE } from './errors.ts';
import { Queries } from './queries.ts';
import { openTables, type Tables } from './tables.ts';
import type { Change, Outcome, Read } from './worker-protocol.ts';

/** All changes and reads of an open database. Everything is synchronous, because it runs in the worker. */
export class Log {
  readonly epoch: string;
  readonly #db: DatabaseSync;
  readonly #tables: Tables;
  readonly #queries: Queries;
  readonly #appender: Appender;
  readonly #sql;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#tables = openTables(db);
    this.#queries = new Queries(db, this.#tables);
    this.#appender = new Appender(db, this.#tables);
    this.#sql = { begin: db.prepare('BEGIN IMMEDIATE'), commit: db.prepare('COMMIT') };
    this.epoch = (db.prepare("SELECT value FROM meta WHERE key = 'epoch'").get() as { value: string }).value;
  }

  /**
   * Makes all changes in one transaction and returns their outcomes in order. A refused change does not affect the
   * others; an error of the database refuses all that must be written. Throws `OutcomeUnknown`.
   */
  write(changes: readonly Change[]): Outcome[] {
    const rooms = new Map<string, OpenRoom>();
    let outcomes: Outcome[];
    try {
      this.#sql.begin.run();
      outcomes = changes.map((change) => this.#apply(change, rooms));
      for (const { id, head, lastAt, written } of rooms.values())
        if (written) this.#tables.rooms.update(id, head, lastAt);
    } catch (error) {
      return this.#rollBack(changes, error);
    }
    try {
      this.#sql.commit.run();
      return outcomes;
    } catch (error) {
      // A full disk is noticed before the commit is complete; after any other error the commit may be on disk.
      if (resultCode(error) === SQLITE.FULL) return this.#rollBack(changes, error);
      throw new OutcomeUnknown(`The database could not commit: ${reason(error)}`);
    }
  }

  /** An error of the database refuses only this read. */
  read({ type, args }: Read): Outcome {
    try {
      return { value: Reflect.apply(this.#queries[type], this.#queries, args) };
    } catch (error) {
      return { refused: 'store_failed', why: reason(error) };
    }
  }

  #apply(change: Change, rooms: Map<string, OpenRoom>): Outcome {
    switch (change.type) {
      case 'append':
        return this.#appender.append(...change.args, rooms);
      case 'claimName':
        return this.#tables.people.claim(change.args[0]);
      case 'rename':
        return this.#rename(change.args[0], rooms);
    }
  }

  #rename(rename: Rename, rooms: Map<string, OpenRoom>): Outcome {
    const refusal = this.#tables.people.rename(rename);
    if (refusal) return refusal;
    const notices = this.#appender.announce(rename.notices, rooms);
    return { value: { given: true, notices } satisfies RenameResult };
  }

  #rollBack(changes: readonly Change[], cause: unknown): Outcome[] {
    try {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    } catch (error) {
      throw new OutcomeUnknown(`The database could not roll back: ${reason(error)}, after ${reason(cause)}`);
    }
    const refused = resultCode(cause) === SQLITE.FULL ? 'store_full' : 'store_failed';
    return this.#withoutWriting(changes, { refused, why: reason(cause) });
  }

  /**
   * The outcomes of changes that cannot be written. A repetition of what is on disk must not be refused, and a refusal
   * keeps its reason, so each change is made by itself on a database that only allows reading.
   */
  #withoutWriting(changes: readonly Change[], failure: Outcome): Outcome[] {
    this.#db.exec('PRAGMA query_only = ON');
    try {
      return changes.map((change) => {
        try {
          return this.#apply(change, new Map());
        } catch {
          return failure;
        }
      });
    } finally {
      this.#db.exec('PRAGMA query_only = OFF');
    }
  }
}
