import type { DatabaseSync } from 'node:sqlite';
import type { Person, Reaction } from '@hubbub/protocol/events';
import { MAX_EMOJI_PER_MESSAGE, MAX_REACTIONS_PER_MESSAGE } from '@hubbub/protocol/limits';
import type { MyReaction } from '@hubbub/protocol/lines';
import { addReaction, removeReaction } from '@hubbub/protocol/reduce';
import type { ReactionList } from '../../chat/ports.ts';

interface CountRow {
  target: number;
  emoji: string;
  count: number;
  sample: string;
}

/**
 * The people's reactions, and for each emoji under a message their number and a sample, so that a page is read without
 * the people. `messages.reactions` is kept equal to the number of people of that message.
 */
export class Reactions {
  readonly #sql;

  constructor(db: DatabaseSync) {
    this.#sql = {
      exists: db.prepare('SELECT 1 FROM reactions WHERE room_id = ? AND target = ? AND emoji = ? AND person = ?'),
      add: db.prepare(
        `INSERT INTO reactions (room_id, target, emoji, person, name, seq) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
      ),
      remove: db.prepare('DELETE FROM reactions WHERE room_id = ? AND target = ? AND emoji = ? AND person = ?'),
      removeAll: db.prepare('DELETE FROM reactions WHERE room_id = ? AND target = ?'),
      people: db.prepare(
        'SELECT emoji, person AS id, name FROM reactions WHERE room_id = ? AND target = ? ORDER BY seq',
      ),
      counted: db.prepare(
        'SELECT emoji, count, sample FROM reaction_counts WHERE room_id = ? AND target = ? AND emoji = ?',
      ),
      countEmoji: db.prepare('SELECT count(*) AS emoji FROM reaction_counts WHERE room_id = ? AND target = ?'),
      setCount: db.prepare(
        `INSERT INTO reaction_counts (room_id, target, emoji, since, count, sample) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET count = excluded.count, sample = excluded.sample`,
      ),
      removeCount: db.prepare('DELETE FROM reaction_counts WHERE room_id = ? AND target = ? AND emoji = ?'),
      removeCounts: db.prepare('DELETE FROM reaction_counts WHERE room_id = ? AND target = ?'),
      between: db.prepare(
        `SELECT target, emoji, count, sample FROM reaction_counts
         WHERE room_id = ? AND target BETWEEN ? AND ? ORDER BY target, since`,
      ),
      addToTotal: db.prepare('UPDATE messages SET reactions = reactions + ? WHERE room_id = ? AND seq = ?'),
      resetTotal: db.prepare('UPDATE messages SET reactions = 0 WHERE room_id = ? AND seq = ?'),
      revision: db.prepare('SELECT revision FROM messages WHERE room_id = ? AND seq = ?'),
      chosen: db.prepare(
        `SELECT c.emoji FROM reaction_counts c
         JOIN reactions r ON r.room_id = c.room_id AND r.target = c.target AND r.emoji = c.emoji AND r.person = ?
         WHERE c.room_id = ? AND c.target = ? ORDER BY c.since`,
      ),
    };
  }

  /** Whether this reaction would exceed a limit of a message that has `total` reactions. A repeated one never does. */
  isFull(room: number, target: number, total: number, emoji: string, person: string): boolean {
    // A message with fewer reactions than this is below both limits.
    if (total < MAX_EMOJI_PER_MESSAGE || this.#sql.exists.get(room, target, emoji, person)) return false;
    if (total >= MAX_REACTIONS_PER_MESSAGE) return true;
    if (this.#sql.counted.get(room, target, emoji)) return false;
    const { emoji: kinds } = this.#sql.countEmoji.get(room, target) as { emoji: number };
    return kinds >= MAX_EMOJI_PER_MESSAGE;
  }

  /**
   * Adds the reaction of the event `seq`, unless the person has chosen this emoji before. Returns how many people are
   * under the emoji.
   */
  add(room: number, target: number, emoji: string, { id, name }: Person, seq: number): number {
    const before = this.#counted(room, target, emoji);
    const { changes } = this.#sql.add.run(room, target, emoji, id, name, seq);
    const count = (before?.count ?? 0) + Number(changes);
    if (changes === 0) return count;
    const [after] = addReaction(before && [before], { by: id, name, emoji, count });
    this.#sql.setCount.run(room, target, emoji, seq, count, JSON.stringify(after!.people));
    this.#sql.addToTotal.run(1, room, target);
    return count;
  }

  /** Returns how many people are left under the emoji. */
  remove(room: number, target: number, emoji: string, person: string): number {
    const before = this.#counted(room, target, emoji);
    if (!before) return 0;
    const { changes } = this.#sql.remove.run(room, target, emoji, person);
    const count = before.count - Number(changes);
    if (changes === 0) return count;
    const [after] = removeReaction([before], { by: person, emoji, count });
    // The row exists, so its `since` stays.
    if (after) this.#sql.setCount.run(room, target, emoji, 0, count, JSON.stringify(after.people));
    else this.#sql.removeCount.run(room, target, emoji);
    this.#sql.addToTotal.run(-1, room, target);
    return count;
  }

  removeAll(room: number, target: number): void {
    this.#sql.removeAll.run(room, target);
    this.#sql.removeCounts.run(room, target);
    this.#sql.resetTotal.run(room, target);
  }

  /** The reactions of the messages from one `seq` to another, with samples of the people, by message. */
  between(room: number, from: number, to: number): Map<number, Reaction[]> {
    const byMessage = new Map<number, Reaction[]>();
    for (const row of this.#sql.between.iterate(room, from, to) as Iterable<unknown> as Iterable<CountRow>) {
      const reactions = byMessage.get(row.target);
      if (reactions) reactions.push(toReaction(row));
      else byMessage.set(row.target, [toReaction(row)]);
    }
    return byMessage;
  }

  /** See `Store.reactions`. */
  list(room: number, target: number): ReactionList | undefined {
    const revision = this.#revision(room, target);
    if (revision === undefined) return undefined;
    const people = this.#sql.people.all(room, target) as unknown as (Person & { emoji: string })[];
    const byEmoji = Map.groupBy(people, ({ emoji }) => emoji);
    const reactions = (this.between(room, target, target).get(target) ?? []).map(({ emoji, count }) => {
      return { emoji, count, people: (byEmoji.get(emoji) ?? []).map(({ id, name }) => ({ id, name })) };
    });
    return { revision, reactions };
  }

  /** See `Store.myReactions`. */
  chosenBy(room: number, person: string, targets: readonly number[]): MyReaction[] {
    return targets.flatMap((target) => {
      const revision = this.#revision(room, target);
      if (revision === undefined) return [];
      const chosen = this.#sql.chosen.all(person, room, target) as { emoji: string }[];
      return [{ target, revision, emoji: chosen.map(({ emoji }) => emoji) }];
    });
  }

  #counted(room: number, target: number, emoji: string): Reaction | undefined {
    const row = this.#sql.counted.get(room, target, emoji) as CountRow | undefined;
    return row && toReaction(row);
  }

  #revision(room: number, target: number): number | undefined {
    return (this.#sql.revision.get(room, target) as { revision: number } | undefined)?.revision;
  }
}

function toReaction({ emoji, count, sample }: CountRow): Reaction {
  return { emoji, count, people: JSON.parse(sample) as Person[] };
}
