import type { DatabaseSync } from 'node:sqlite';
import type { NameClaim, Person, NameChange } from '../../chat/ports.ts';
import type { Outcome } from './worker-protocol.ts';

/** Who has which name. */
export class SqlitePeople {
  readonly #sql: ReturnType<typeof statements>;

  constructor(db: DatabaseSync) {
    this.#sql = statements(db);
  }

  claim({ id, name, skeletons, secretHash, at }: NameClaim): Outcome {
    const holder = this.holder(skeletons);
    if (holder) return { value: { given: false, holder } };
    // One secret is one person. Refused here, because the database would refuse everybody else's changes with it.
    if (this.#sql.taken.get(id, secretHash))
      return { refused: 'store_failed', why: 'an id or a secret was used twice' };
    this.#sql.person.run(id, name, secretHash, at);
    for (const skeleton of skeletons) this.#sql.give.run(skeleton, id);
    return { value: { given: true } };
  }

  rename({ id, name, skeletons }: NameChange): Outcome {
    if (!this.#sql.known.get(id)) return { refused: 'store_failed', why: 'nobody has the id that was to be renamed' };
    for (const skeleton of skeletons) {
      const holder = this.holder([skeleton]);
      if (holder && holder.id !== id) return { value: { given: false, holder } };
    }
    this.#sql.giveBack.run(id);
    for (const skeleton of skeletons) this.#sql.give.run(skeleton, id);
    this.#sql.rename.run(name, id);
    return { value: { given: true } };
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

function statements(db: DatabaseSync) {
  return {
    taken: db.prepare('SELECT 1 FROM people WHERE id = ? OR secret_hash = ?'),
    known: db.prepare('SELECT 1 FROM people WHERE id = ?'),
    person: db.prepare('INSERT INTO people (id, name, secret_hash, at) VALUES (?, ?, ?, ?)'),
    rename: db.prepare('UPDATE people SET name = ? WHERE id = ?'),
    give: db.prepare('INSERT OR IGNORE INTO skeletons (skeleton, person_id) VALUES (?, ?)'),
    giveBack: db.prepare('DELETE FROM skeletons WHERE person_id = ?'),
    holder: db.prepare(
      'SELECT id, name FROM skeletons JOIN people ON people.id = skeletons.person_id WHERE skeleton = ?',
    ),
    bySecret: db.prepare('SELECT id, name FROM people WHERE secret_hash = ?'),
  };
}
