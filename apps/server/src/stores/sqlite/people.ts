import type { DatabaseSync } from 'node:sqlite';
import type { Person } from '@hubbub/protocol/events';
import type { NameClaim, NameRefused, NameResult, Rename } from '../../chat/ports.ts';
import { FormerNames } from './former-names.ts';
import type { FindHolder } from '../../chat/text/mentions.ts';
import type { Outcome } from './worker-protocol.ts';

const GIVEN: Outcome = { value: { given: true } satisfies NameResult };

/** People, and the names that belong to them. */
export class People {
  readonly #sql;
  readonly #formerNames: FormerNames;

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
      upTo: db.prepare('SELECT skeleton FROM skeletons WHERE skeleton <= ? ORDER BY skeleton DESC LIMIT 1'),
      bySecret: db.prepare('SELECT id, name FROM people WHERE secret_hash = ?'),
    };
    this.#formerNames = new FormerNames(db);
  }

  claim({ id, name, skeletons, secretHash, at }: NameClaim): Outcome {
    const keeper = this.keeper(skeletons, at);
    if (keeper) return refusal(keeper);
    // Checked here, because a constraint of the database would refuse the whole batch.
    if (this.#sql.isUsed.get(id, secretHash))
      return { refused: 'store_failed', why: 'an id or a secret was used twice' };
    this.#sql.add.run(id, name, secretHash, at);
    this.#addSkeletons(id, skeletons);
    return GIVEN;
  }

  /** Returns why the new name is not given. */
  rename({ id, name, skeletons, at, quarantineUntil }: Rename): Outcome | undefined {
    if (!this.#sql.exists.get(id)) return { refused: 'store_failed', why: 'nobody has the id that was to be renamed' };
    const keeper = this.keeper(skeletons, at, id);
    if (keeper) return refusal(keeper);
    this.#formerNames.quarantine(id, at, quarantineUntil);
    this.#sql.removeSkeletons.run(id);
    this.#addSkeletons(id, skeletons);
    this.#sql.rename.run(name, id);
    return undefined;
  }

  holder(skeletons: readonly string[]): Person | undefined {
    for (const skeleton of skeletons) {
      const row = this.#sql.holder.get(skeleton) as Person | undefined;
      if (row) return { ...row };
    }
    return undefined;
  }

  /** As `holder`, or the person for whom the name is quarantined; anybody but `except`. */
  keeper(skeletons: readonly string[], at: number, except?: string): Person | undefined {
    for (const skeleton of skeletons) {
      const keeper = this.holder([skeleton]) ?? this.#formerNames.holder(skeleton, at);
      if (keeper && keeper.id !== except) return keeper;
    }
    return undefined;
  }

  /** Takes few look-ups, whatever the number of ends. */
  longestHolder: FindHolder = (text, ends) => {
    let index = 0;
    while (index < ends.length) {
      const beginning = text.slice(0, ends[index]);
      // A shorter skeleton that this text begins with also begins every row between the two.
      const row = this.#sql.upTo.get(beginning) as { skeleton: string } | undefined;
      if (row === undefined) return undefined;
      if (row.skeleton === beginning) return { person: this.holder([beginning])!, index };
      const common = commonLength(row.skeleton, beginning);
      while (index < ends.length && ends[index]! > common) index++;
    }
    return undefined;
  };

  bySecret(secretHash: string): Person | undefined {
    const row = this.#sql.bySecret.get(secretHash) as Person | undefined;
    return row && { ...row };
  }

  #addSkeletons(id: string, skeletons: readonly string[]): void {
    for (const skeleton of skeletons) {
      this.#sql.addSkeleton.run(skeleton, id);
      this.#formerNames.release(skeleton);
    }
  }
}

function refusal(holder: Person): Outcome {
  return { value: { given: false, holder } satisfies NameRefused };
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
