import { fold } from '../emoji/search.ts';
import type { RoomSnapshot } from '../model/room-snapshot.ts';
import { MAX_SUGGESTIONS, type Suggestion } from './Suggestions.tsx';

interface Person {
  id: string;
  name: string;
}

type KnownPeople = Pick<RoomSnapshot, 'people' | 'newest' | 'messages'>;

const letter = /[\p{L}\p{N}\p{M}]/u;
/** Scripts without spaces: a word may begin at any character. */
const spaceless = /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}]/u;

/** People whose name matches the text after the `@`: a match at the start of the name ranks first. */
export function peopleFor(query: string, room: KnownPeople, me: string | null): Suggestion[] {
  const folded = fold(query);
  return mentionablePeople(room, me)
    .map((person) => ({ person, at: wordStart(fold(person.name), folded) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => Number(a.at > 0) - Number(b.at > 0))
    .map(({ person: { id, name } }): Suggestion => {
      const exact = fold(name) === folded;
      return { key: id, insert: `@${name} `, exact, label: { type: 'person', id, name } };
    })
    .sort((a, b) => Number(b.exact) - Number(a.exact))
    .slice(0, MAX_SUGGESTIONS);
}

/**
 * People who can be mentioned, as far as the page knows: first those who are present, then the authors of messages,
 * newest first. The reader is left out, and so are people without an id, whose names are not reserved. A person who was
 * renamed has the new name.
 */
export function mentionablePeople({ people, newest, messages }: KnownPeople, me: string | null): Person[] {
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

/** The index of the first word that begins with `prefix`; -1 if there is none. */
function wordStart(name: string, prefix: string): number {
  for (let at = name.indexOf(prefix); at >= 0 && at < name.length; at = name.indexOf(prefix, at + 1)) {
    const before = name[at - 1] ?? '';
    if (!letter.test(before) || spaceless.test(name[at] ?? '')) return at;
  }
  return -1;
}
