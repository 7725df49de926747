import type { DatabaseSync } from 'node:sqlite';
import type { Person } from '@hubbub/protocol/events';
import { MAX_QUARANTINED_NAMES } from '../../chat/limits.ts';

/** Names that renames have freed, and that only their former holders may take for now. */
export class FormerNames {
  readonly #sql;

  constructor(db: DatabaseSync) {
    this.#sql = {
      // The skeletons of one name have the same `until`.
      add: db.prepare(
        `INSERT OR REPLACE INTO former_names (skeleton, person_id, name, until)
         SELECT skeleton, person_id, name, ? FROM skeletons JOIN people ON people.id = person_id WHERE person_id = ?`,
      ),
      remove: db.prepare('DELETE FROM former_names WHERE skeleton = ?'),
      removeExpired: db.prepare('DELETE FROM former_names WHERE until <= ?'),
      removeOldest: db.prepare(
        `DELETE FROM former_names WHERE person_id = :person AND until NOT IN (
           SELECT DISTINCT until FROM former_names WHERE person_id = :person
           ORDER BY until DESC LIMIT ${MAX_QUARANTINED_NAMES})`,
      ),
      holder: db.prepare('SELECT person_id AS id, name FROM former_names WHERE skeleton = ? AND until > ?'),
    };
  }

  /** Quarantines the current name of a person, who is about to get another one. */
  quarantine(person: string, at: number, until: number): void {
    this.#sql.removeExpired.run(at);
    if (until <= at) return;
    this.#sql.add.run(until, person);
    this.#sql.removeOldest.run({ person });
  }

  /** The name is in use again. */
  release(skeleton: string): void {
    this.#sql.remove.run(skeleton);
  }

  holder(skeleton: string, at: number): Person | undefined {
    const row = this.#sql.holder.get(skeleton, at) as Person | undefined;
    return row && { ...row };
  }
}
