import { describe, expect, it } from 'vitest';
import type { Event, Message, Posted, Reaction } from '../src/events.ts';
import {
  addReaction,
  applyChange,
  applyToTopic,
  isChange,
  messageFrom,
  removeReaction,
  withoutText,
  type Change,
} from '../src/reduce.ts';

const common = { room: 'tea', at: 1, by: 'ann', cid: '1' };
const posted: Posted = { ...common, type: 'posted', seq: 1, name: 'Ann', text: 'hello' };
const message: Message = messageFrom(posted);
const bob = { by: 'bob', name: 'Bob' };
const thumb = { emoji: '👍', count: 1, people: [{ id: 'bob', name: 'Bob' }] };

function change(seq: number, fields: { type: Change['type'] } & Partial<Change>): Change {
  return { ...common, seq, at: seq, target: 1, ...fields } as Change;
}

describe('messageFrom', () => {
  it('omits what is absent or empty', () => {
    expect(messageFrom({ ...posted, mentions: [] })).toEqual({
      seq: 1,
      at: 1,
      by: 'ann',
      name: 'Ann',
      cid: '1',
      text: 'hello',
      revision: 1,
    });
  });

  it('keeps the kind, the reply and the mentions', () => {
    const more = { kind: 'action', reply: 7, mentions: [{ id: 'bob', name: 'Bob' }] } as const;
    expect(messageFrom({ ...posted, ...more, mentions: [...more.mentions] })).toMatchObject(more);
  });
});

describe('applyChange', () => {
  it('returns the same object when the revision includes the event', () => {
    const later = { ...message, revision: 5 };
    expect(applyChange(later, change(5, { type: 'deleted' }))).toBe(later);
    expect(applyChange(later, change(6, { type: 'deleted' }))).not.toBe(later);
  });

  it('replaces the mentions by those of an edit, and keeps the reactions', () => {
    const before: Message = { ...message, mentions: [{ id: 'bob', name: 'Bob' }], reactions: [thumb] };
    const edit = change(2, { type: 'edited', text: 'bye', mentions: [] });
    expect(applyChange(before, edit)).toEqual({
      ...message,
      text: 'bye',
      revision: 2,
      editedAt: 2,
      reactions: [thumb],
    });
    const mentions = [{ id: 'cy', name: 'Cy' }];
    expect(applyChange(before, { ...edit, mentions } as Change)).toMatchObject({ mentions });
  });

  it('removes text, mentions and reactions with a deletion, and keeps the time of the edit', () => {
    const before: Message = { ...message, editedAt: 3, mentions: [{ id: 'bob', name: 'Bob' }], reactions: [thumb] };
    const after = applyChange(before, change(4, { type: 'deleted' }));
    expect(after).toEqual({ ...message, text: '', revision: 4, editedAt: 3, deleted: true });
  });

  it('removes the reactions with the last one', () => {
    const reacted = applyChange(message, change(2, { type: 'reacted', emoji: '👍', count: 1, ...bob }));
    expect(reacted).toEqual({ ...message, revision: 2, reactions: [thumb] });
    const unreacted = applyChange(reacted, change(3, { type: 'unreacted', emoji: '👍', count: 0, by: 'bob' }));
    expect(unreacted).toEqual({ ...message, revision: 3 });
  });
});

describe('isChange', () => {
  it('is false for posts and for types that this version does not know', () => {
    expect(isChange(posted)).toBe(false);
    expect(isChange({ ...posted, type: 'pinned', target: 1 } as unknown as Event)).toBe(false);
    expect(isChange(change(2, { type: 'unreacted', emoji: '👍' }))).toBe(true);
  });
});

describe('reactions', () => {
  it('REACT-1: count each person once, under the first name', () => {
    const once = addReaction([], { emoji: '👍', count: 1, ...bob });
    expect(addReaction(once, { emoji: '👍', count: 1, by: 'bob', name: 'Robert' })).toEqual([thumb]);
    expect(addReaction(undefined, { emoji: '👍', count: 1, by: null, name: 'guest' })).toEqual([]);
  });

  it('REACT-1: keep the order of the emoji, and lose those without people', () => {
    const two = addReaction([thumb], { emoji: '🎉', count: 1, ...bob });
    expect(two.map(({ emoji }) => emoji)).toEqual(['👍', '🎉']);
    const left = removeReaction(two, { emoji: '👍', count: 0, by: 'bob' });
    expect(left.map(({ emoji }) => emoji)).toEqual(['🎉']);
    expect(removeReaction(two, { emoji: '👍', count: 1, by: 'cy' })).toEqual(two);
  });

  it('REACT-3: list the first people; a repeated reaction of somebody else changes nothing', () => {
    const idsAfter = (reactions: Reaction[]) => [
      reactions[0]?.count,
      reactions[0]?.people.map(({ id }) => id).join(' '),
    ];
    const react = (reactions: Reaction[], by: string, count: number) =>
      addReaction(reactions, { emoji: '👍', by, name: by, count });
    const unreact = (reactions: Reaction[], by: string, count: number) =>
      removeReaction(reactions, { emoji: '👍', by, count });
    const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].reduce(
      (before, by, index) => react(before, by, index + 1),
      [] as Reaction[],
    );
    expect(idsAfter(seven)).toEqual([7, 'a b c d e']);
    expect(idsAfter(react(seven, 'g', 7))).toEqual([7, 'a b c d e']);
    expect(idsAfter(unreact(seven, 'x', 7))).toEqual([7, 'a b c d e']);
    expect(idsAfter(unreact(seven, 'g', 6))).toEqual([6, 'a b c d e']);
    const without = unreact(seven, 'b', 6);
    expect(idsAfter(without)).toEqual([6, 'a c d e']);
    expect(idsAfter(react(without, 'f', 6))).toEqual([6, 'a c d e']);
    expect(idsAfter(react(without, 'h', 7))).toEqual([7, 'a c d e h']);
  });
});

describe('applyToTopic', () => {
  it('TOPIC-1: follows topics only, and an empty one removes it', () => {
    const topic = applyToTopic(null, { ...posted, kind: 'topic' });
    expect(topic).toEqual({ text: 'hello', seq: 1, at: 1, by: 'ann', name: 'Ann' });
    expect(applyToTopic(topic, { ...posted, seq: 2 })).toBe(topic);
    expect(applyToTopic(topic, { ...posted, seq: 3, kind: 'topic', text: '' })).toBeNull();
  });
});

it('LOG-6: withoutText removes the text and the mentions, and leaves the given event alone', () => {
  const event: Posted = { ...posted, mentions: [{ id: 'bob', name: 'Bob' }] };
  expect(withoutText(event)).toEqual({ ...posted, text: '' });
  expect(event.text).toBe('hello');
});
