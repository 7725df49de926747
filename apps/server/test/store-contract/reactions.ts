import fc from 'fast-check';
import type { Event } from '@hubbub/protocol/events';
import { MAX_EMOJI_PER_MESSAGE, MAX_REACTIONS_PER_MESSAGE, REACTION_SAMPLE_COUNT } from '@hubbub/protocol/limits';
import { applyChange, type Change } from '@hubbub/protocol/reduce';
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
            count: 2,
            people: [
              { id: 'bob', name: 'bob' },
              { id: 'ann', name: 'ann' },
            ],
          },
          { emoji: '🎉', count: 1, people: [{ id: 'cy', name: 'cy' }] },
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
      expect(events[0]).toEqual({ ...reacted('a', '2', 1), seq: 2, count: 1 });
      expect(events[2]).toEqual({ ...unreacted('a', '4', 1, '🎉'), seq: 4, count: 0 });
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

    it('REACT-3: list at most five people, and in full on demand, with one person’s own', async () => {
      const people = range(1, 7).map((n) => `${n}`);
      await append(store(), posted('a', '0'), posted('a', '1'), reacted('a', '🎉', 1, '🎉', '7'));
      await append(store(), ...people.map((by) => reacted('a', by, 1, '👍', by)), reacted('a', '8', 1, '👍', '6'));
      await append(store(), unreacted('a', '9', 1, '👍', '2'), unreacted('a', '10', 1, '👍', '7'));
      await append(store(), reacted('a', '11', 1, '👍', '8'));
      expect(await reactionsTo(1)).toEqual(['🎉 7', '👍 1 3 4 5 8']);
      const events = await store().eventsAfter('a', 3, 20);
      expect(events.map((event) => 'count' in event && event.count)).toEqual([1, 2, 3, 4, 5, 6, 7, 7, 6, 5, 6]);
      const named = (...ids: string[]) => ids.map((id) => ({ id, name: id }));
      expect(await store().reactions('a', 1)).toEqual({
        revision: 14,
        reactions: [
          { emoji: '🎉', count: 1, people: named('7') },
          { emoji: '👍', count: 6, people: named('1', '3', '4', '5', '6', '8') },
        ],
      });
      await append(store(), reacted('a', '12', 1, '🎉', '6'));
      expect(await store().myReactions('a', '6', [1, 2, 99])).toEqual([
        { target: 1, revision: 15, emoji: ['🎉', '👍'] },
        { target: 2, revision: 2, emoji: [] },
      ]);
      await append(store(), deleted('a', '13', 1));
      expect(await store().reactions('a', 1)).toEqual({ revision: 16, reactions: [] });
      expect(await store().myReactions('a', '6', [1])).toEqual([{ target: 1, revision: 16, emoji: [] }]);
      expect(await store().reactions('a', 99)).toBeUndefined();
      expect(await store().reactions('b', 1)).toBeUndefined();
      expect(await store().myReactions('b', '6', [1])).toEqual([]);
    });

    it('LOG-7, REACT-3: counts and samples of any snapshot and the events after it equal those of a fresh one', async () => {
      const step = fc.record({
        removes: fc.nat(2).map((n) => n === 0),
        by: fc.nat(8).map((n) => `${n}`),
        emoji: fc.constantFrom('👍', '👍', '🎉'),
      });
      let run = 0;
      let samplesCount = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
          const room = `room ${++run}`;
          const message = () => messageAt(store(), room, 1);
          await append(store(), posted(room, `${run}`));
          const snapshots = [await message()];
          const everybody = new Map<string, string[]>();
          const events: Event[] = [];
          for (const [index, { removes, by, emoji }] of steps.entries()) {
            const draft = (removes ? unreacted : reacted)(room, `${run} ${index}`, 1, emoji, by);
            events.push(...(await append(store(), draft)));
            const before = everybody.get(emoji) ?? [];
            const others = before.filter((id) => id !== by);
            everybody.set(emoji, removes ? others : before.includes(by) ? before : [...before, by]);
            if (everybody.get(emoji)?.length === 0) everybody.delete(emoji);
            snapshots.push(await message());
          }
          const fresh = await message();
          const full = (await store().reactions(room, 1))!.reactions;
          expect(full.map(({ emoji, people }) => [emoji, people.map(({ id }) => id)])).toEqual([...everybody]);
          for (const { emoji, count, people } of fresh?.reactions ?? []) {
            expect(count).toBe(everybody.get(emoji)?.length);
            expect(people.length).toBeLessThanOrEqual(REACTION_SAMPLE_COUNT);
            expect(everybody.get(emoji)).toEqual(expect.arrayContaining(people.map(({ id }) => id)));
            if (count > people.length) samplesCount++;
          }
          for (const [index, taken] of snapshots.entries())
            expect((events.slice(index) as Change[]).reduce(applyChange, taken!)).toEqual(fresh);
          expect(await store().eventsAfter(room, 1, 100)).toEqual(events);
        }),
        { numRuns: 40 },
      );
      expect(samplesCount).toBeGreaterThan(5);
    });

    it('do not change objects that were returned before', async () => {
      await append(store(), posted('a', '1'), reacted('a', '2', 1));
      const before = await messageAt(store(), 'a', 1);
      await append(store(), reacted('a', '3', 1, '👍', 'bob'));
      expect(before?.reactions?.[0]?.people).toHaveLength(1);
    });
  });
}
