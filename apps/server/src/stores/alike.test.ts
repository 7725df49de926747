import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import type { Draft, Store } from '../chat/ports.ts';
import { code, step } from './contract/drafts.ts';
import { MemoryStore } from './memory.ts';
import { openSqliteStore } from './sqlite.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const rooms = ['a', 'b', 'c'];
const senders = ['ann', 'bob', null];

/** Few rooms, cids and targets, so that retries, mistakes and races are common. */
const burst = fc.array(
  fc.record({
    step,
    room: fc.constantFrom(...rooms),
    by: fc.constantFrom(...senders),
    cid: fc.integer({ min: 1, max: 25 }),
    at: fc.integer({ min: 1, max: 50 }),
  }),
  { maxLength: 12 },
);
const where = fc.oneof(
  fc.constant({ at: 'newest' } as const),
  fc.record({ at: fc.constantFrom('before' as const, 'after' as const, 'around' as const), seq: fc.nat(30) }),
);
const reading = fc.record({ room: fc.constantFrom(...rooms, 'd'), where, limit: fc.integer({ min: 1, max: 8 }) });
const turn = fc.record({ burst, readings: fc.array(reading, { maxLength: 6 }), reopen: fc.boolean() });

it('MemoryStore and SqliteStore answer alike, whatever is done and whenever they are closed and opened', async () => {
  const directory = temporaryDirectory();
  const reopen = () => openSqliteStore({ directory, onFatal: (error) => expect.fail(error.message) });
  const memory = new MemoryStore();
  let sqlite = await reopen();
  onTestFinished(() => sqlite.close());
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 5 }), async (turns) => {
      // Each run has rooms and senders of its own, in the same two stores.
      run++;
      const mine = (name: string) => `${name} of run ${run}`;
      for (const each of turns) {
        const drafts = each.burst.map(({ step: draw, room, by, cid, at }): Draft => {
          return { ...draw(mine(room), `${cid}`), by: by && mine(by), at };
        });
        expect(await outcomes(sqlite, drafts)).toEqual(await outcomes(memory, drafts));
        if (each.reopen) {
          await sqlite.close();
          sqlite = await reopen();
        }
        for (const { room, where: place, limit } of each.readings) {
          const read = (store: Store) =>
            Promise.all([
              store.page(mine(room), place, limit),
              store.eventsAfter(mine(room), 'seq' in place ? place.seq : 0, limit),
              store.message(mine(room), limit),
              store.rooms(limit),
            ]);
          expect(await read(sqlite)).toEqual(await read(memory));
        }
      }
    }),
    { numRuns: 30 },
  );
});

/** All at once. */
function outcomes(store: Store, drafts: Draft[]): Promise<unknown[]> {
  return Promise.all(drafts.map((draft) => store.append(draft).catch(code)));
}
