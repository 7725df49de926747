import type { Entry } from '@hubbub/client';
import type { Message, Person } from '@hubbub/protocol/events';
import { expect, test } from 'vitest';
import { reactionsOf } from '../../src/model/reactions.ts';

const me = { id: 'me', name: '张三' };
const ann = { id: 'ann', name: 'Ann' };
const message = (reactions?: Message['reactions']): Message => ({
  seq: 1,
  at: 0,
  by: 'ann',
  name: 'Ann',
  cid: 'c',
  text: 'x',
  revision: 1,
  ...(reactions && { reactions }),
});
const reaction = (emoji: string, people: Person[], count = people.length) => ({ emoji, count, people });
const pendingReaction = (type: Entry['type'], emoji: string, state: Entry['state'] = 'waiting'): Entry => ({
  cid: `${type} ${emoji}`,
  room: 'tea',
  type,
  target: 1,
  emoji,
  at: 0,
  state,
});
const notAsked = () => expect.unreachable('the people are known');

test('pending reactions are shown before they are acknowledged', () => {
  const shown = (given: Message, ...doing: Entry[]) => reactionsOf(given, doing, me, notAsked);
  const thumbOfMine = { ...reaction('👍', [me]), mine: true };
  expect(shown(message(), pendingReaction('react', '👍'))).toEqual([thumbOfMine]);
  const both = message([reaction('👍', [ann, me])]);
  expect(shown(both, pendingReaction('unreact', '👍'))).toEqual([{ ...reaction('👍', [ann]), mine: false }]);
  expect(shown(both, pendingReaction('react', '👍'))).toEqual([{ ...reaction('👍', [ann, me]), mine: true }]);
  const mine = message([reaction('👍', [me])]);
  expect(shown(mine, pendingReaction('unreact', '👍'), pendingReaction('react', '🎉'))).toEqual([
    { ...reaction('🎉', [me]), mine: true },
  ]);
});

test('a refused reaction is not shown, and without pending reactions nothing changes', () => {
  expect(reactionsOf(message(), [pendingReaction('react', '👍', 'failed')], me, notAsked)).toEqual([]);
  const thumb = reaction('👍', [ann], 7);
  expect(reactionsOf(message([thumb]), [], null, notAsked)).toEqual([{ ...thumb, mine: false }]);
});

test('REACT-3: where only some of the people are known, one’s own reactions are asked for', () => {
  const many = message([reaction('👍', [ann], 40), reaction('🎉', [ann, me], 41)]);
  const states = (chosen: string[] | undefined, ...doing: Entry[]) =>
    reactionsOf(many, doing, me, () => chosen && new Set(chosen)).map(({ count, mine }) => [count, mine]);
  expect(states(undefined)).toEqual([
    [40, undefined],
    [41, true],
  ]);
  expect(states([])[0]).toEqual([40, false]);
  expect(states(['👍'])[0]).toEqual([40, true]);
  expect(states(['👍'], pendingReaction('unreact', '👍'))[0]).toEqual([39, false]);
  expect(states(['👍'], pendingReaction('react', '👍'))[0]).toEqual([40, true]);
  expect(states([], pendingReaction('react', '👍'))[0]).toEqual([41, true]);
  expect(states(undefined, pendingReaction('react', '👍'))[0]).toEqual([41, true]);
});
