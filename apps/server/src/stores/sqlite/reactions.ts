import type { DatabaseSync } from 'node:sqlite';
import type { Reaction } from '@hubbub/protocol/events';
import { MAX_EMOJI_PER_MESSAGE, MAX_REACTIONS_PER_MESSAGE } from '@hubbub/protocol/limits';

interface ReactionRow {
  target: number;
  emoji: string;
  id: string;
  name: string;
}

/** The people's reactions. `messages.reactions` is kept equal to the number of rows of that message. */
export class Reactions {
  readonly #sql;

  constructor(db: DatabaseSync) {
    this.#sql = {
      exists: db.prepare('SELECT 1 FROM reactions WHERE room_id = ? AND target = ? AND emoji = ? AND person = ?'),
      since: db.prepare('SELECT since FROM reactions WHERE room_id = ? AND target = ? AND emoji = ? LIMIT 1'),
      countEmoji: db.prepare('SELECT count(DISTINCT emoji) AS emoji FROM reactions WHERE room_id = ? AND target = ?'),
      add: db.prepare(
        `INSERT INTO reactions (room_id, target, emoji, person, name, since, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
      ),
      remove: db.prepare('DELETE FROM reactions WHERE room_id = ? AND target = ? AND emoji = ? AND person = ?'),
      removeAll: db.prepare('DELETE FROM reactions WHERE room_id = ? AND target = ?'),
      addToCount: db.prepare('UPDATE messages SET reactions = reactions + ? WHERE room_id = ? AND seq = ?'),
      resetCount: db.prepare('UPDATE messages SET reactions = 0 WHERE room_id = ? AND seq = ?'),
      between: db.prepare(
        `SELECT target, emoji, person AS id, name FROM reactions
         WHERE room_id = ? AND target BETWEEN ? AND ? ORDER BY target, since, seq`,
      ),
    };
  }

  /** Whether this reaction would exceed a limit of a message that has `count` reactions. A repeated one never does. */
  isFull(room: number, target: number, count: number, emoji: string, person: string): boolean {
    // A message with fewer reactions than this is below both limits.
    if (count < MAX_EMOJI_PER_MESSAGE || this.#sql.exists.get(room, target, emoji, person)) return false;
    if (count >= MAX_REACTIONS_PER_MESSAGE) return true;
    if (this.#sql.since.get(room, target, emoji)) return false;
    const { emoji: kinds } = this.#sql.countEmoji.get(room, target) as { emoji: number };
    return kinds >= MAX_EMOJI_PER_MESSAGE;
  }

  /** Adds the reaction of the event `seq`, unless the person has chosen this emoji before. */
  add(room: number, target: number, emoji: string, person: string, name: string, seq: number): void {
    const same = this.#sql.since.get(room, target, emoji) as { since: number } | undefined;
    const { changes } = this.#sql.add.run(room, target, emoji, person, name, same?.since ?? seq, seq);
    if (changes > 0) this.#sql.addToCount.run(1, room, target);
  }

  remove(room: number, target: number, emoji: string, person: string): void {
    const { changes } = this.#sql.remove.run(room, target, emoji, person);
    if (changes > 0) this.#sql.addToCount.run(-1, room, target);
  }

  removeAll(room: number, target: number): void {
    this.#sql.removeAll.run(room, target);
    this.#sql.resetCount.run(room, target);
  }

  /** The reactions of the messages from one `seq` to another, by message. */
  between(room: number, from: number, to: number): Map<number, Reaction[]> {
    const byMessage = new Map<number, Reaction[]>();
    for (const row of this.#sql.between.iterate(room, from, to)) {
      const { target, emoji, id, name } = row as unknown as ReactionRow;
      let reactions = byMessage.get(target);
      if (!reactions) byMessage.set(target, (reactions = []));
      const last = reactions.at(-1);
      if (last?.emoji === emoji) last.people.push({ id, name });
      else reactions.push({ emoji, people: [{ id, name }] });
    }
    return byMessage;
  }
}
