import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/chat/ports.ts';
import { append, claim, code, posted } from './drafts.ts';

/** Changes of names. */
export function renaming(store: () => Store): void {
  describe('a rename', () => {
    it('NAME-6: gives the person the new name and frees the old one', async () => {
      await store().claimName(claim('1', ['ann']));
      expect(await store().rename({ id: '1', name: 'Bea', skeletons: ['bea', 'be a'] })).toEqual({ given: true });
      expect(await store().person('secret 1')).toEqual({ id: '1', name: 'Bea' });
      expect(await store().nameHolder(['be a'])).toEqual({ id: '1', name: 'Bea' });
      expect(await store().nameHolder(['ann'])).toBeUndefined();
      expect(await store().claimName(claim('2', ['ann']))).toEqual({ given: true });
    });

    it('NAME-6: may change the spelling of the same name', async () => {
      await store().claimName(claim('1', ['ann', 'ANN']));
      expect(await store().rename({ id: '1', name: 'Ann', skeletons: ['ann', 'Ann'] })).toEqual({ given: true });
      expect(await store().nameHolder(['ann'])).toEqual({ id: '1', name: 'Ann' });
      expect(await store().nameHolder(['ANN'])).toBeUndefined();
    });

    it('NAME-6: is refused and changes nothing when another person has one of the skeletons', async () => {
      await store().claimName(claim('1', ['ann']));
      await store().claimName(claim('2', ['bob', 'b0b']));
      const holder = { id: '2', name: 'name 2' };
      for (const skeletons of [['bob'], ['ann', 'b0b'], ['x', 'bob', 'ann']])
        expect(await store().rename({ id: '1', name: 'Bob', skeletons })).toEqual({ given: false, holder });
      expect(await store().person('secret 1')).toEqual({ id: '1', name: 'name 1' });
      expect(await store().nameHolder(['ann'])).toMatchObject({ id: '1' });
      expect(await store().nameHolder(['x'])).toBeUndefined();
    });

    it('NAME-6: gives a contested name to the first, and the freed one to the next', async () => {
      await Promise.all([store().claimName(claim('1', ['ann'])), store().claimName(claim('2', ['bob']))]);
      const to = (id: string, name: string) => store().rename({ id, name, skeletons: [name] });
      const outcomes = await Promise.all([to('1', 'cy'), to('2', 'cy'), to('2', 'ann'), to('1', 'bob')]);
      expect(outcomes).toEqual([
        { given: true },
        { given: false, holder: { id: '1', name: 'cy' } },
        { given: true },
        { given: true },
      ]);
      expect(await store().nameHolder(['cy'])).toBeUndefined();
    });

    it('of an unknown person is refused, without an effect on the rest of the batch', async () => {
      const outcomes = await Promise.all([
        store()
          .rename({ id: 'nobody', name: 'Ann', skeletons: ['ann'] })
          .catch(code),
        append(store(), posted('a', '1')).then(([event]) => event?.seq),
      ]);
      expect(outcomes).toEqual(['store_failed', 1]);
      expect(await store().nameHolder(['ann'])).toBeUndefined();
    });
  });
}
