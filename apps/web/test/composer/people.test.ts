import type { Message } from '@hubbub/protocol/events';
import { expect, test } from 'vitest';
import { peopleFor, mentionablePeople } from '../../src/composer/people.ts';

let seq = 0;
function message(by: string | null, name: string, more: Partial<Message> = {}): Message {
  seq++;
  return { seq, at: seq, by, name, cid: `cid ${seq}`, text: 'text', revision: seq, ...more };
}

function room(here: [string | null, string][], newest: Message[] = [], messages = newest) {
  const people = here.map(([id, name]) => ({ id, name }));
  return { people: { type: 'people' as const, room: 'tea', total: 9, unnamed: 0, people }, newest, messages };
}

const names = (query: string, ...found: string[]): string[] =>
  peopleFor(query, room(found.map((name) => [name, name])), null).map(({ insert }) => insert);

test('who is here comes first, then who wrote, the last one first; nobody twice, and not oneself', () => {
  const said = [message('eve', 'Eve'), message('ann', 'Ann'), message('me', 'Me'), message('dan', 'Dan')];
  const found = mentionablePeople(
    room(
      [
        ['ann', 'Ann'],
        ['me', 'Me'],
      ],
      said,
    ),
    'me',
  );
  expect(found.map(({ id }) => id)).toEqual(['ann', 'dan', 'eve']);
});

test('those further up are found too, also where the newest messages are not shown', () => {
  const found = mentionablePeople(room([], [message('ann', 'Ann')], [message('old', 'Old')]), null);
  expect(found.map(({ id }) => id)).toEqual(['ann', 'old']);
});

test('who has no id cannot be mentioned', () => {
  expect(mentionablePeople(room([[null, 'plain']], [message(null, 'plain')]), null)).toEqual([]);
});

test('somebody goes by the name they have now', () => {
  const said = [message('ann', 'Ann'), message('ann', 'Ann', { kind: 'renamed', text: 'Anna' })];
  expect(mentionablePeople(room([], said), null)).toEqual([{ id: 'ann', name: 'Anna' }]);
});

test('a name fits from the beginning of any of its words, whatever capitals and accents it has', () => {
  expect(names('lé', 'Ann LEE')).toEqual(['@Ann LEE ']);
  expect(names('jose', 'José')).toEqual(['@José ']);
  expect(names('o', 'Jean-Paul O’Neil')).toEqual(['@Jean-Paul O’Neil ']);
  expect(names('nn', 'Ann')).toEqual([]);
  expect(names('ann l', 'Ann Lee', 'Ann')).toEqual(['@Ann Lee ']);
  expect(names('annan', 'Annannan')).toEqual(['@Annannan ']);
  expect(names('김', '김철수')).toEqual(['@김철수 ']);
});

test('a Chinese name fits from any of its characters', () => {
  expect(names('张', '张三')).toEqual(['@张三 ']);
  expect(names('三', '张三')).toEqual(['@张三 ']);
  expect(names('四', '张三')).toEqual([]);
});

test('whose name begins so comes before whose other name does, and what is written in full before both', () => {
  expect(names('le', 'Ann Lee', 'Leo')).toEqual(['@Leo ', '@Ann Lee ']);
  expect(names('leo', 'Leonie', 'Leo')).toEqual(['@Leo ', '@Leonie ']);
  const [leo, leonie] = peopleFor(
    'LEO',
    room([
      ['1', 'Leonie'],
      ['2', 'Leo'],
    ]),
    null,
  );
  expect([leo?.exact, leonie?.exact]).toEqual([true, false]);
});

test('an @ alone offers everybody, eight at most', () => {
  expect(names('', 'a', 'b')).toEqual(['@a ', '@b ']);
  expect(names('', ...'abcdefghijkl'.split(''))).toHaveLength(8);
});
