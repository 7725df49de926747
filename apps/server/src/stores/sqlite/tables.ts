import type { DatabaseSync } from 'node:sqlite';
import { Mentions } from './mentions.ts';
import { People } from './people.ts';
import { Reactions } from './reactions.ts';
import { Rooms } from './rooms.ts';

export type Tables = ReturnType<typeof openTables>;

/** The tables that both appending and reading use. Their statements are prepared once. */
export function openTables(db: DatabaseSync) {
  return { rooms: new Rooms(db), people: new People(db), reactions: new Reactions(db), mentions: new Mentions(db) };
}
