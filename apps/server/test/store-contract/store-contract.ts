import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/chat/ports.ts';
import { append, claim, code, posted, range, refused } from './drafts.ts';
import { editsAndDeletions } from './edits-and-deletions.ts';
import { lookAlikeRooms } from './look-alike-rooms.ts';
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

/** The contract of every `Store`. `open` creates an empty store, which is closed after its test. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} fulfils the store contract`, () => {
    let store: Store;
    beforeEach(async () => void (store = await open()));
    afterEach(() => store.close());

    const log = [numbering, retries, refusals, editsAndDeletions, replies, reactions, topics, mentions];
    const reads = [reading, times, unread, snapshots];
    for (const part of [...log, ...reads, lookAlikeRooms, names, renaming]) part(() => store);

    describe('closing', () => {
      it('completes the calls made before', async () => {
        const appending = append(store, ...range(1, 1_200).map((n) => posted('a', `${n}`)));
        const reading = store.head('a');
        await store.close();
        expect((await appending).at(-1)?.seq).toBe(1_200);
        expect(await reading).toBe(1_200);
      });

      it('rejects calls made afterwards, and may be repeated', async () => {
        const closing = [store.close(), store.close()];
        expect(await refused(store, posted('a', '1'))).toBe('stopping');
        await Promise.all(closing);
        expect(await store.head('a').catch(code)).toBe('stopping');
        expect(await store.claimName(claim('1', ['a'])).catch(code)).toBe('stopping');
      });
    });

    it('has an epoch of its own', async () => {
      const other = await open();
      expect(other.epoch).not.toBe(store.epoch);
      expect(store.epoch.length).toBeGreaterThan(20);
      await other.close();
    });
  });
}
