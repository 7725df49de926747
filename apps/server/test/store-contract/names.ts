import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/chat/ports.ts';
import { claim, code, posted } from './drafts.ts';

/** Claims of names. */
export function names(store: () => Store): void {
  describe('a name', () => {
    it('belongs to the first claim', async () => {
      expect(await store().claimName(claim('1', ['alice']))).toEqual({ given: true });
      const holder = { id: '1', name: 'name 1' };
      expect(await store().claimName(claim('2', ['alice']))).toEqual({ given: false, holder });
      expect(await store().nameHolder(['alice'], 1)).toEqual(holder);
      expect(await store().person('secret 1')).toEqual(holder);
      expect(await store().person('secret 2')).toBeUndefined();
      expect(await store().nameHolder(['bob'], 1)).toBeUndefined();
      expect(await store().nameHolder([], 1)).toBeUndefined();
    });

    it('is given once when two claims arrive at the same time', async () => {
      const both = await Promise.all([store().claimName(claim('1', ['a'])), store().claimName(claim('2', ['a']))]);
      expect(both).toEqual([{ given: true }, { given: false, holder: { id: '1', name: 'name 1' } }]);
    });

    it('looks like another one when they share one skeleton of several', async () => {
      await store().claimName(claim('1', ['a', 'b', 'a']));
      expect(await store().claimName(claim('2', ['c', 'b']))).toMatchObject({ given: false, holder: { id: '1' } });
      expect(await store().claimName(claim('3', ['c', 'd']))).toEqual({ given: true });
      expect(await store().nameHolder(['x', 'd', 'a'], 1)).toMatchObject({ id: '3' });
    });

    it('is refused when an id or a secret is used twice, without an effect on the rest of the batch', async () => {
      const twice = { ...claim('2', ['b']), secretHash: 'secret 1' };
      const outcomes = await Promise.all([
        store().claimName(claim('1', ['a'])),
        store().claimName(twice).catch(code),
        store()
          .claimName({ ...claim('1', ['c']), secretHash: 'secret 3' })
          .catch(code),
        store()
          .append(posted('a', '1'))
          .then(({ event }) => event.seq),
      ]);
      expect(outcomes).toEqual([{ given: true }, 'store_failed', 'store_failed', 1]);
      expect(await store().nameHolder(['b', 'c'], 1)).toBeUndefined();
    });
  });
}
