import type { Message } from '@hubbub/protocol/events';
import { expect, test } from 'vitest';
import { peopleFor, mentionablePeople } from '../../src/composer/people.ts';

let seq = 0;
function message(by: string | null, name: string, fields: Partial<Message> = {}): Message {
  seq++;
  return { seq, at: seq, by, name, cid: `cid ${seq}`, text: 'text', revision: seq, ...fields };
}

function room(present: [string | null, string][], newest: Message[] = [], messages = newest) {
  const people = present.map(([id, name]) => ({ id, name }));
  return { people: { type: 'people' as const, room: 'tea', total: 9, unnamed: 0, people }, newest, messages };
}

const names = (query: string, ...people: string[]): string[] =>
  peopleFor(query, room(people.map((name) => [name, name])), null).map(({ insert }) => insert);

test('the people in the room come first, then the latest authors; nobody is listed twice, and oneself is not listed', () => {
  const messages = [message('eve', 'Eve'), message('ann', 'Ann'), message('me', 'Me'), message('dan', 'Dan')];
  const found = mentionablePeople(
    room(
      [
        ['ann', 'Ann'],
        ['me', 'Me'],
      ],
      messages,
    ),
    'me',
  );
  expect(found.map(({ id }) => id)).toEqual(['ann', 'dan', 'eve']);
});

test('the authors of the newest and of the shown messages are found', () => {
  const found = mentionablePeople(room([], [message('ann', 'Ann')], [message('old', 'Old')]), null);
  expect(found.map(({ id }) => id)).toEqual(['ann', 'old']);
});

test('plain connections cannot be mentioned', () => {
  expect(mentionablePeople(room([[null, 'plain']], [message(null, 'plain')]), null)).toEqual([]);
});

test('a renamed person is listed by the new name', () => {
  const messages = [message('ann', 'Ann'), message('ann', 'Ann', { kind: 'renamed', text: 'Anna' })];
  expect(mentionablePeople(room([], messages), null)).toEqual([{ id: 'ann', name: 'Anna' }]);
});

test('a query matches the start of any word of a name, regardless of case and accents', () => {
  expect(names('lé', 'Ann LEE')).toEqual(['@Ann LEE ']);
  expect(names('jose', 'José')).toEqual(['@José ']);
  expect(names('o', 'Jean-Paul O’Neil')).toEqual(['@Jean-Paul O’Neil ']);
  expect(names('nn', 'Ann')).toEqual([]);
  expect(names('ann l', 'Ann Lee', 'Ann')).toEqual(['@Ann Lee ']);
  expect(names('annan', 'Annannan')).toEqual(['@Annannan ']);
  expect(names('김', '김철수')).toEqual(['@김철수 ']);
});

test('a query matches a Chinese name from any of its characters', () => {
  expect(names('张', '张三')).toEqual(['@张三 ']);
  expect(names('三', '张三')).toEqual(['@张三 ']);
  expect(names('四', '张三')).toEqual([]);
});

test('a match of a whole name comes before a match of its start, and that before a match of a later word', () => {
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

test('@ alone suggests everybody, at most eight', () => {
  expect(names('', 'a', 'b')).toEqual(['@a ', '@b ']);
  expect(names('', ...'abcdefghijkl'.split(''))).toHaveLength(8);
});
