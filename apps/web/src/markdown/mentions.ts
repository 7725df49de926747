/** Somebody whom a message mentions, as the server says. */
export interface Mentioned {
  id: string;
  name: string;
}

export type Piece = string | { id: string; text: string };

/**
 * Letters, digits and marks of the scripts that put spaces between words: a name does not end before one of them, and
 * no @ behind one begins a name. The same letters as the server's, which has found the names.
 */
const alphabetic =
  '[[\\p{L}\\p{N}\\p{M}]--[\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Bopo}\\p{scx=Hang}\\p{scx=Yiii}' +
  '\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}]]';

/** Cuts words where one of these names stands behind an @, in capitals or not. Of two that fit the longer one is meant. */
export function splitMentions(words: string, people: readonly Mentioned[]): Piece[] {
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

/** As two writings of one name are the same to the server. */
function fold(name: string): string {
  return name.normalize().toLowerCase();
}

/** Only what has a meaning outside of brackets: the `v` flag takes no other backslash there. */
function literally(name: string): string {
  return name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
