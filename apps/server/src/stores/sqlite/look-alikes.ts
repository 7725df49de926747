import type { DatabaseSync } from 'node:sqlite';
import { cleanRoom } from '@hubbub/protocol/names';

/** More would bury the rest of the log. */
const MAX_SENTENCES = 50;

/**
 * What the operator should know after a migration has computed skeletons anew, in sentences: people and rooms whose names
 * look like older ones, and rooms whose names are invalid by now.
 */
export function lookAlikes(db: DatabaseSync): string[] {
  const people = db
    .prepare(
      `SELECT p.id, p.name, min(older.name) AS older
       FROM people p, json_each(skeletons_of(p.name)) AS key
       JOIN skeletons s ON s.skeleton = key.value
       JOIN people older ON older.id = s.person_id
       WHERE older.id <> p.id GROUP BY p.id ORDER BY p.at`,
    )
    .all() as { id: string; name: string; older: string }[];
  const rooms = db
    .prepare(
      `SELECT r.room, (SELECT s.room FROM json_each(skeletons_of(r.room)) AS key
                       JOIN room_skeletons s ON s.skeleton = key.value WHERE s.room <> r.room LIMIT 1) AS older
       FROM rooms r ORDER BY r.id`,
    )
    .all() as { room: string; older: string | null }[];
  const sentences = [
    ...people.map(
      ({ id, name, older }) =>
        `The person ${shown(name)} (${id}) looks like ${shown(older)}, whose name is older. Both keep their names, and mentions of either mean the older one.`,
    ),
    ...rooms
      .filter(({ older }) => older !== null)
      .map(({ room, older }) => `The room ${shown(room)} looks like the older room ${shown(older!)}. Both stay open.`),
    ...rooms
      .filter(({ room }) => !isValid(room))
      .map(({ room }) => `The room ${shown(room)} can no longer be opened: its name is too long, or not visible.`),
  ];
  const more = sentences.length - MAX_SENTENCES;
  return more > 0 ? [...sentences.slice(0, MAX_SENTENCES), `There are ${more} more such names.`] : sentences;
}

function isValid(room: string): boolean {
  const cleaned = cleanRoom(room);
  return cleaned.ok && cleaned.name === room;
}

/** A name of any length, in which the operator sees what is not visible. */
function shown(name: string): string {
  const visible = name.slice(0, 100).replace(/[\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu, (character) => {
    return `\\u{${character.codePointAt(0)!.toString(16)}}`;
  });
  return `"${visible}"`;
}
