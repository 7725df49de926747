import { fold } from '../emoji/fold.ts';
import type { RoomPicture } from '../model/room-snapshot.ts';
import { CHOICES, type Choice } from './choice.ts';

interface Person {
  id: string;
  name: string;
}

type Seen = Pick<RoomPicture, 'people' | 'newest' | 'messages'>;

const letter = /[\p{L}\p{N}\p{M}]/u;
/** Every character of these is a word of its own. */
const spaceless = /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}]/u;

/** Who fits what stands behind the @: whose name begins with it first, then those who have it at another word. */
export function peopleFor(query: string, room: Seen, me: string | null): Choice[] {
  const asked = fold(query);
  return peopleOf(room, me)
    .map((person) => ({ person, at: wordAt(fold(person.name), asked) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => Number(a.at > 0) - Number(b.at > 0))
    .map(({ person: { id, name } }): Choice => {
      const exact = fold(name) === asked;
      return { key: id, insert: `@${name} `, exact, shows: { type: 'person', id, name } };
    })
    .sort((a, b) => Number(b.exact) - Number(a.exact))
    .slice(0, CHOICES);
}

/**
 * Who can be mentioned, as far as the page knows: who is here, then who wrote, the last one first. Without oneself,
 * and without those who have no id: their names are nobody's. Somebody who has changed their name goes by the new one.
 */
export function peopleOf({ people, newest, messages }: Seen, me: string | null): Person[] {
  const found = new Map<string, Person>();
  const add = (id: string | null, name: string): void => {
    if (id !== null && id !== me && !found.has(id)) found.set(id, { id, name });
  };
  for (const { id, name } of people?.people ?? []) add(id, name);
  for (const list of [newest, messages]) {
    for (const { by, name, kind, text } of list.toReversed()) add(by, kind === 'renamed' ? text : name);
  }
  return [...found.values()];
}

/** Where the first word begins that begins so; -1 where none does. */
function wordAt(name: string, asked: string): number {
  for (let at = name.indexOf(asked); at >= 0 && at < name.length; at = name.indexOf(asked, at + 1)) {
    const before = name[at - 1] ?? '';
    if (!letter.test(before) || spaceless.test(name[at] ?? '')) return at;
  }
  return -1;
}
