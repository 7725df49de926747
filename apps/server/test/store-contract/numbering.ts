import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/chat/ports.ts';
import { append, code, deleted, edited, emptyPage, posted, refused, messageAt } from './drafts.ts';

/** The numbers of a room's log: 1, 2, 3 … without gaps, in the order of the calls. */
export function numbering(store: () => Store): void {
  describe('numbering', () => {
    it('counts 1, 2, 3 … in each room separately', async () => {
      const events = await append(store(), posted('a', '1'), posted('b', '2'), posted('a', '3'), posted('a', '4'));
      expect(events.map(({ room, seq }) => [room, seq])).toEqual([
        ['a', 1],
        ['b', 1],
        ['a', 2],
        ['a', 3],
      ]);
      expect([await store().head('a'), await store().head('b')]).toEqual([3, 1]);
    });

    it('numbers and resolves in the order of the calls', async () => {
      const resolved: number[] = [];
      const calls = Array.from({ length: 2_500 }, (_, index) =>
        store()
          .append(posted('a', `cid ${index}`))
          .then(({ event }) => resolved.push(event.seq)),
      );
      await Promise.all(calls);
      expect(resolved).toEqual(Array.from({ length: 2_500 }, (_, index) => index + 1));
      const events = await store().eventsAfter('a', 0, 3_000);
      expect(events.map(({ cid }) => cid)).toEqual(resolved.map((seq) => `cid ${seq - 1}`));
    });

    it('is visible to reads called after an append, even before that resolves', async () => {
      const appending = append(store(), ...Array.from({ length: 1_500 }, (_, index) => posted('a', `cid ${index}`)));
      const [head, events, page] = await Promise.all([
        store().head('a'),
        store().eventsAfter('a', 1_498, 10),
        store().page('a', { type: 'newest' }, 1),
      ]);
      expect([head, events.length, page.head, page.messages[0]?.seq]).toEqual([1_500, 2, 1_500, 1_500]);
      await appending;
    });

    it('has no gap after a refused draft, which does not affect the rest of its batch', async () => {
      const outcomes = await Promise.allSettled([
        store().append(posted('a', '1')),
        store().append(posted('a', '1', 'other words')),
        store().append(edited('a', '2', 99)),
        store().append(deleted('a', '3', 1)),
        store().append(edited('a', '4', 1)),
        store().append(posted('a', '5')),
      ]);
      expect(outcomes.map((each) => (each.status === 'fulfilled' ? each.value.event.seq : code(each.reason)))).toEqual([
        1,
        'cid_reused',
        'no_such_message',
        2,
        'message_deleted',
        3,
      ]);
      expect((await store().eventsAfter('a', 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    it('starts at 0 for a room without events, and a read does not create it', async () => {
      expect(await store().head('nowhere')).toBe(0);
      expect(await store().eventsAfter('nowhere', 0, 10)).toEqual([]);
      expect(await messageAt(store(), 'nowhere', 1)).toBeUndefined();
      for (const type of ['before', 'after', 'around'] as const)
        expect(await store().page('nowhere', { type, seq: 1 }, 10)).toEqual(emptyPage);
      expect(await store().page('nowhere', { type: 'newest' }, 10)).toEqual(emptyPage);
      expect(await refused(store(), edited('nowhere', '1', 1))).toBe('no_such_message');
      expect(await store().rooms(10)).toEqual([]);
    });
  });
}
