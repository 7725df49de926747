import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/chat/ports.ts';
import { changes } from './changes.ts';
import { append, claim, code, posted, range, refused } from './drafts.ts';
import { mentions } from './mentions.ts';
import { names } from './names.ts';
import { numbering } from './numbering.ts';
import { reactions } from './reactions.ts';
import { reading } from './reading.ts';
import { refusals } from './refusals.ts';
import { renaming } from './renaming.ts';
import { replies } from './replies.ts';
import { retries } from './retries.ts';
import { snapshots } from './snapshots.ts';
import { times } from './times.ts';
import { topics } from './topics.ts';
import { unread } from './unread.ts';

/** What every `Store` does. `open` gives a new and empty one, which is closed after its test. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeps the store's contract`, () => {
    let store: Store;
    beforeEach(async () => void (store = await open()));
    afterEach(() => store.close());

    const log = [numbering, retries, refusals, changes, replies, reactions, topics, mentions];
    const reads = [reading, times, unread, snapshots];
    for (const part of [...log, ...reads, names, renaming]) part(() => store);

    describe('closing', () => {
      it('finishes what was asked before', async () => {
        const appending = append(store, ...range(1, 1_200).map((n) => posted('a', `${n}`)));
        const reading = store.head('a');
        await store.close();
        expect((await appending).at(-1)?.seq).toBe(1_200);
        expect(await reading).toBe(1_200);
      });

      it('refuses what is asked afterwards, and may be asked for twice', async () => {
        const closing = [store.close(), store.close()];
        expect(await refused(store, posted('a', '1'))).toBe('stopping');
        await Promise.all(closing);
        expect(await store.head('a').catch(code)).toBe('stopping');
        expect(await store.claimName(claim('1', ['a'])).catch(code)).toBe('stopping');
      });
    });

    it('has an identity of its own', async () => {
      const other = await open();
      expect(other.epoch).not.toBe(store.epoch);
      expect(store.epoch.length).toBeGreaterThan(20);
      await other.close();
    });
  });
}
