import { MAX_EMOJI_PER_MESSAGE, MAX_REACTIONS_PER_MESSAGE } from '@hubbub/protocol/limits';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/chat/ports.ts';
import { append, deleted, edited, posted, range, reacted, refused, unreacted, messageAt } from './drafts.ts';

/** The reactions to messages. */
export function reactions(store: () => Store): void {
  const reactionsTo = async (seq: number): Promise<string[] | undefined> =>
    (await messageAt(store(), 'a', seq))?.reactions?.map(
      ({ emoji, people }) => `${emoji} ${people.map(({ id }) => id).join(' ')}`,
    );

  describe('reactions', () => {
    it('REACT-1: are ordered by the first choice of each emoji, and the people under it by their choice', async () => {
      await append(store(), posted('a', '1'), posted('a', '2'), reacted('a', '3', 1, '👍', 'bob'));
      await append(store(), reacted('a', '4', 1, '🎉', 'cy'), reacted('a', '5', 1, '👍', 'ann'));
      expect(await messageAt(store(), 'a', 1)).toEqual({
        seq: 1,
        at: 1,
        by: 'ann',
        name: 'ann',
        cid: '1',
        text: 'words',
        revision: 5,
        reactions: [
          {
            emoji: '👍',
            people: [
              { id: 'bob', name: 'bob' },
              { id: 'ann', name: 'ann' },
            ],
          },
          { emoji: '🎉', people: [{ id: 'cy', name: 'cy' }] },
        ],
      });
      expect(await messageAt(store(), 'a', 2)).not.toHaveProperty('reactions');
    });

    it('REACT-1: are a set: repeating one or removing a missing one changes nothing', async () => {
      await append(store(), posted('a', '1'), reacted('a', '2', 1), reacted('a', '3', 1), unreacted('a', '4', 1, '🎉'));
      expect(await reactionsTo(1)).toEqual(['👍 ann']);
      await append(store(), unreacted('a', '5', 1, '👍', 'bob'), unreacted('a', '6', 1), unreacted('a', '7', 1));
      expect(await messageAt(store(), 'a', 1)).not.toHaveProperty('reactions');
      // The log has an event for each, and the revision counts them.
      const events = await store().eventsAfter('a', 1, 10);
      expect(events.map(({ type }) => type).join(' ')).toBe('reacted reacted unreacted unreacted unreacted unreacted');
      expect(events[0]).toEqual({ ...reacted('a', '2', 1), seq: 2 });
      expect(events[2]).toEqual({ ...unreacted('a', '4', 1, '🎉'), seq: 4 });
      expect((await messageAt(store(), 'a', 1))?.revision).toBe(7);
    });

    it('REACT-1: keep their place while people remain, and return at the end', async () => {
      await append(
        store(),
        posted('a', '1'),
        reacted('a', '2', 1, '👍', 'ann'),
        reacted('a', '3', 1, '🎉', 'ann'),
        reacted('a', '4', 1, '👍', 'bob'),
        unreacted('a', '5', 1, '👍', 'ann'),
      );
      expect(await reactionsTo(1)).toEqual(['👍 bob', '🎉 ann']);
      await append(store(), reacted('a', '6', 1, '👍', 'ann'));
      expect(await reactionsTo(1)).toEqual(['👍 bob ann', '🎉 ann']);
      await append(store(), unreacted('a', '7', 1, '👍', 'ann'), unreacted('a', '8', 1, '👍', 'bob'));
      await append(store(), reacted('a', '9', 1, '👍', 'bob'));
      expect(await reactionsTo(1)).toEqual(['🎉 ann', '👍 bob']);
    });

    it('REACT-1: keep the name that the person had when they chose it', async () => {
      const again = { ...reacted('a', '3', 1), name: 'Ann Lee' };
      await append(store(), posted('a', '1'), reacted('a', '2', 1), again);
      expect((await messageAt(store(), 'a', 1))?.reactions?.[0]?.people).toEqual([{ id: 'ann', name: 'ann' }]);
    });

    it('are included in the messages of a page', async () => {
      await append(store(), ...range(1, 6).map((n) => posted('a', `${n}`)), posted('b', 'b'));
      await append(
        store(),
        reacted('a', '7', 2),
        reacted('a', '8', 4, '🎉'),
        reacted('a', '9', 6),
        reacted('b', 'c', 1),
      );
      const page = await store().page('a', { type: 'before', seq: 6 }, 4);
      expect(page.messages.map(({ seq, reactions }) => [seq, reactions?.map(({ emoji }) => emoji)])).toEqual([
        [2, ['👍']],
        [3, undefined],
        [4, ['🎉']],
        [5, undefined],
      ]);
    });

    it('LOG-6: survive an edit, and are removed by a deletion', async () => {
      await append(store(), posted('a', '1'), reacted('a', '2', 1), edited('a', '3', 1));
      expect(await reactionsTo(1)).toEqual(['👍 ann']);
      await append(store(), deleted('a', '4', 1));
      expect(await messageAt(store(), 'a', 1)).not.toHaveProperty('reactions');
      expect(await refused(store(), reacted('a', '5', 1))).toBe('message_deleted');
      expect(await refused(store(), unreacted('a', '6', 1))).toBe('message_deleted');
    });

    it('need a message of this room and a person', async () => {
      await append(store(), posted('a', '1'), posted('b', '2'), reacted('a', '3', 1));
      expect(await refused(store(), reacted('a', '4', 2))).toBe('no_such_message');
      expect(await refused(store(), reacted('a', '5', 3))).toBe('no_such_message');
      expect(await refused(store(), unreacted('c', '6', 1))).toBe('no_such_message');
      expect(await refused(store(), { ...reacted('a', '7', 1), by: null })).toBe('name_needed');
      expect(await refused(store(), { ...unreacted('a', '8', 1), by: null })).toBe('name_needed');
      expect(await store().head('a')).toBe(2);
    });

    it('REACT-2: are limited in the number of different emoji, which others may still choose', async () => {
      const faces = range(1, MAX_EMOJI_PER_MESSAGE).map((n) => `face ${n}`);
      await append(store(), posted('a', '1'), ...faces.map((face) => reacted('a', face, 1, face)));
      expect(await refused(store(), reacted('a', 'more', 1, 'another face'))).toBe('reactions_full');
      expect(await refused(store(), reacted('a', 'same', 1, 'face 7'))).toBe('written');
      expect(await refused(store(), reacted('a', 'others', 1, 'face 7', 'bob'))).toBe('written');
      await append(store(), unreacted('a', 'back', 1, 'face 1'));
      expect(await refused(store(), reacted('a', 'more', 1, 'another face'))).toBe('written');
      expect(await reactionsTo(1)).toHaveLength(MAX_EMOJI_PER_MESSAGE);
      expect((await reactionsTo(1))?.at(-1)).toBe('another face ann');
    });

    it('REACT-2: are limited in total, and a repeated one is not counted', async () => {
      const people = range(1, MAX_REACTIONS_PER_MESSAGE).map((n) => `person ${n}`);
      await append(store(), posted('a', '1'), ...people.map((by) => reacted('a', by, 1, '👍', by)));
      expect(await refused(store(), reacted('a', 'more', 1, '👍', 'ann'))).toBe('reactions_full');
      expect(await refused(store(), reacted('a', 'more', 1, '🎉', 'person 1'))).toBe('reactions_full');
      expect(await refused(store(), reacted('a', 'same', 1, '👍', 'person 1'))).toBe('written');
      await append(store(), unreacted('a', 'back', 1, '👍', 'person 5'));
      expect(await refused(store(), reacted('a', 'more', 1, '🎉', 'ann'))).toBe('written');
      expect(await refused(store(), reacted('a', 'even more', 1, '🎉', 'bob'))).toBe('reactions_full');
    });

    it('do not change objects that were returned before', async () => {
      await append(store(), posted('a', '1'), reacted('a', '2', 1));
      const before = await messageAt(store(), 'a', 1);
      await append(store(), reacted('a', '3', 1, '👍', 'bob'));
      expect(before?.reactions?.[0]?.people).toHaveLength(1);
    });
  });
}
