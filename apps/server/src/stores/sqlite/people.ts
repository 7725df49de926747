import type { DatabaseSync } from 'node:sqlite';
import type { Person } from '@hubbub/protocol/events';
import type { NameChange, NameClaim, NameResult } from '../../chat/ports.ts';
import type { Outcome } from './worker-protocol.ts';

const GIVEN: Outcome = { value: { given: true } satisfies NameResult };

/** People, and the names that belong to them. */
export class People {
  readonly #sql;

  constructor(db: DatabaseSync) {
    this.#sql = {
      isUsed: db.prepare('SELECT 1 FROM people WHERE id = ? OR secret_hash = ?'),
      exists: db.prepare('SELECT 1 FROM people WHERE id = ?'),
      add: db.prepare('INSERT INTO people (id, name, secret_hash, at) VALUES (?, ?, ?, ?)'),
      rename: db.prepare('UPDATE people SET name = ? WHERE id = ?'),
      addSkeleton: db.prepare('INSERT OR IGNORE INTO skeletons (skeleton, person_id) VALUES (?, ?)'),
      removeSkeletons: db.prepare('DELETE FROM skeletons WHERE person_id = ?'),
      holder: db.prepare(
        'SELECT id, name FROM skeletons JOIN people ON people.id = skeletons.person_id WHERE skeleton = ?',
      ),
      bySecret: db.prepare('SELECT id, name FROM people WHERE secret_hash = ?'),
    };
  }

  claim({ id, name, skeletons, secretHash, at }: NameClaim): Outcome {
    const holder = this.holder(skeletons);
    if (holder) return { value: { given: false, holder } satisfies NameResult };
    // Checked here, because a constraint of the database would refuse the whole batch.
    if (this.#sql.isUsed.get(id, secretHash))
      return { refused: 'store_failed', why: 'an id or a secret was used twice' };
    this.#sql.add.run(id, name, secretHash, at);
    for (const skeleton of skeletons) this.#sql.addSkeleton.run(skeleton, id);
    return GIVEN;
  }

  rename({ id, name, skeletons }: NameChange): Outcome {
    if (!this.#sql.exists.get(id)) return { refused: 'store_failed', why: 'nobody has the id that was to be renamed' };
    for (const skeleton of skeletons) {
      const holder = this.holder([skeleton]);
      if (holder && holder.id !== id) return { value: { given: false, holder } satisfies NameResult };
    }
    this.#sql.removeSkeletons.run(id);
    for (const skeleton of skeletons) this.#sql.addSkeleton.run(skeleton, id);
    this.#sql.rename.run(name, id);
    return GIVEN;
  }

  holder(skeletons: readonly string[]): Person | undefined {
    for (const skeleton of skeletons) {
      const row = this.#sql.holder.get(skeleton) as Person | undefined;
      if (row) return { ...row };
    }
    return undefined;
  }

  bySecret(secretHash: string): Person | undefined {
    const row = this.#sql.bySecret.get(secretHash) as Person | undefined;
    return row && { ...row };
  }
}
