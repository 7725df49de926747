import type { Entry } from '@hubbub/client';
import type { Message } from '@hubbub/protocol/events';
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
const pendingReaction = (type: Entry['type'], emoji: string, state: Entry['state'] = 'waiting'): Entry => ({
  cid: `${type} ${emoji}`,
  room: 'tea',
  type,
  target: 1,
  emoji,
  at: 0,
  state,
});

test('pending reactions are shown before they are acknowledged', () => {
  expect(reactionsOf(message(), [pendingReaction('react', '👍')], me)).toEqual([{ emoji: '👍', people: [me] }]);
  const both = message([{ emoji: '👍', people: [ann, me] }]);
  expect(reactionsOf(both, [pendingReaction('unreact', '👍')], me)).toEqual([{ emoji: '👍', people: [ann] }]);
  expect(reactionsOf(both, [pendingReaction('react', '👍')], me)).toEqual(both.reactions);
  const mine = message([{ emoji: '👍', people: [me] }]);
  expect(reactionsOf(mine, [pendingReaction('unreact', '👍'), pendingReaction('react', '🎉')], me)).toEqual([
    { emoji: '🎉', people: [me] },
  ]);
});

test('a refused reaction is not shown, and without pending reactions nothing changes', () => {
  expect(reactionsOf(message(), [pendingReaction('react', '👍', 'failed')], me)).toEqual([]);
  expect(reactionsOf(message([{ emoji: '👍', people: [ann] }]), [], null)).toEqual([{ emoji: '👍', people: [ann] }]);
});
