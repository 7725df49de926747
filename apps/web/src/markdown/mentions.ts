import type { Person } from '@hubbub/protocol/events';

type Piece = string | { id: string; text: string };

/**
 * Letters, digits and marks of the scripts that put spaces between words: a mention neither ends before one of them
 * nor begins after one. The same set as the server's, which found the names.
 */
const alphabetic =
  '[[\\p{L}\\p{N}\\p{M}]--[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Yiii}' +
  '\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}]]';

/** Splits text at mentions of these people, whom the server found in it. Case does not matter, and the longest matching name wins. */
export function splitMentions(words: string, people: readonly Person[]): Piece[] {
  if (people.length === 0 || !/[@＠]/.test(words)) return [words];
  const byName = new Map(people.map(({ id, name }) => [fold(name), id]));
  const names = people.map(({ name }) => name.normalize()).sort((a, b) => b.length - a.length);
  const mention = new RegExp(`(?<!${alphabetic})[@＠](${names.map(literally).join('|')})(?!${alphabetic})`, 'giv');
  const pieces: Piece[] = [];
  let done = 0;
  for (const found of words.matchAll(mention)) {
    const id = byName.get(fold(found[1] ?? ''));
    if (id === undefined) continue;
    if (found.index > done) pieces.push(words.slice(done, found.index));
    pieces.push({ id, text: found[0] });
    done = found.index + found[0].length;
  }
  if (done < words.length) pieces.push(words.slice(done));
  return pieces;
}

/** Two spellings are one name if the server treats them as one. */
function fold(name: string): string {
  return name.normalize().toLowerCase();
}

/** Escapes only the syntax characters: the `v` flag allows no other backslash. */
function literally(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
