import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/chat/ports.ts';
import { MAX_UNREAD_SCAN_MESSAGES } from '../../src/chat/limits.ts';
import { action, append, claimNames, deleted, edited, posted, range, reacted, renamed, topic } from './drafts.ts';

/** Unread counts. */
export function unread(store: () => Store): void {
  const count = async (after: number, person: string | null, limit = 100) => {
    const { head, messages, mentions } = await store().unread('a', after, person, limit);
    return [head, messages, mentions];
  };

  describe('the unread count', () => {
    it('UNREAD-1: includes the messages of others above a seq, without deleted ones and notices', async () => {
      expect(await count(0, 'bob')).toEqual([0, 0, 0]);
      await append(store(), posted('a', '1'), { ...posted('a', '2'), by: 'bob' }, action('a', '3'), posted('b', 'b'));
      await append(store(), topic('a', '4'), renamed('a', '5'), { ...posted('a', '6'), by: null }, posted('a', '7'));
      await append(store(), edited('a', '8', 1), reacted('a', '9', 3), deleted('a', '10', 7));
      expect(await count(0, 'bob')).toEqual([10, 3, 0]);
      expect(await count(1, 'bob')).toEqual([10, 2, 0]);
      expect(await count(3, 'bob')).toEqual([10, 1, 0]);
      expect(await count(6, 'bob')).toEqual([10, 0, 0]);
      expect(await count(999, 'bob')).toEqual([10, 0, 0]);
      expect(await count(0, 'ann')).toEqual([10, 2, 0]);
      // A reader without a name is the author of nothing, not even of guests' messages.
      expect(await count(0, null)).toEqual([10, 4, 0]);
    });

    it('UNREAD-1: counts mentions separately', async () => {
      await claimNames(store(), 'Bob', 'Cy');
      await append(store(), posted('a', '1', '@Bob @Cy'), posted('a', '2', '@Cy'), posted('b', 'b', '@Bob'));
      await append(store(), posted('a', '3', 'x'), edited('a', '4', 3, '@Bob'), posted('a', '5', '@Bob'));
      expect(await count(0, 'bob')).toEqual([5, 4, 3]);
      expect(await count(1, 'bob')).toEqual([5, 3, 2]);
      expect(await count(0, 'cy')).toEqual([5, 4, 2]);
      expect(await count(0, null)).toEqual([5, 4, 0]);
      await append(store(), deleted('a', '6', 5), edited('a', '7', 1, '@Cy'));
      expect(await count(0, 'bob')).toEqual([7, 3, 1]);
    });

    it('UNREAD-1: stops at a limit, for messages and mentions each', async () => {
      await claimNames(store(), 'Bob');
      await append(store(), ...range(1, 7).map((n) => posted('a', `${n}`)), posted('a', '8', '@Bob'));
      expect(await count(0, 'bob', 8)).toEqual([8, 8, 1]);
      expect(await count(0, 'bob', 7)).toEqual([8, 7, 1]);
      await append(store(), ...range(9, 12).map((n) => posted('a', `${n}`, '@Bob')));
      expect(await count(0, 'bob', 3)).toEqual([12, 3, 3]);
    });

    it('UNREAD-1: looks at a limited number of messages, because one’s own are skipped', async () => {
      const own = range(1, MAX_UNREAD_SCAN_MESSAGES).map((n) => ({ ...posted('a', `${n}`), by: 'bob' }));
      await append(store(), ...own, posted('a', 'other'));
      expect(await count(0, 'bob')).toEqual([MAX_UNREAD_SCAN_MESSAGES + 1, 0, 0]);
      expect(await count(1, 'bob')).toEqual([MAX_UNREAD_SCAN_MESSAGES + 1, 1, 0]);
    });
  });
}
