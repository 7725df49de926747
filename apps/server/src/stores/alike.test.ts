import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { unmetered } from '../chat/meter.ts';
import type { Draft, Store } from '../chat/ports.ts';
import { code, step } from './contract/drafts.ts';
import { MemoryStore } from './memory.ts';
import { openSqliteStore } from './sqlite.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const rooms = ['a', 'b'];

/** Few rooms, senders, cids and targets, so that retries, mistakes and races are common. */
const said = fc.record({
  step,
  room: fc.constantFrom(...rooms),
  by: fc.constantFrom('ann', 'bob', null),
  cid: fc.integer({ min: 1, max: 40 }),
  at: fc.integer({ min: 1, max: 50 }),
});
const where = fc.oneof(
  fc.constant({ at: 'newest' } as const),
  fc.record({ at: fc.constantFrom('before', 'after', 'around'), seq: fc.nat(30) }),
);
const reading = fc.record({ room: fc.constantFrom(...rooms, 'c'), where, limit: fc.integer({ min: 1, max: 6 }) });
const turn = fc.record({
  burst: fc.array(said, { maxLength: 25, size: '+1' }),
  readings: fc.array(reading, { maxLength: 10, size: '+1' }),
  // Opening takes most of this test's time.
  reopen: fc.nat(5).map((n) => n === 0),
});

it('MemoryStore and SqliteStore answer alike, whatever is done and whenever they are closed and opened', async () => {
  const directory = temporaryDirectory();
  const reopen = () => openSqliteStore({ directory, meter: unmetered, onFatal: (error) => expect.fail(error.message) });
  const memory = new MemoryStore();
  let sqlite = await reopen();
  onTestFinished(() => sqlite.close());
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 3 }), async (turns) => {
      // Each run has rooms and senders of its own, in the same two stores.
      run++;
      const mine = (name: string) => `${name} of run ${run}`;
      for (const { burst, readings, reopen: closes } of turns) {
        const drafts = burst.map(({ step: draw, room, by, cid, at }): Draft => {
          return { ...draw(mine(room), `${cid}`), by: by && mine(by), at };
        });
        expect(await outcomes(sqlite, drafts)).toEqual(await outcomes(memory, drafts));
        if (closes) {
          await sqlite.close();
          sqlite = await reopen();
        }
        for (const room of rooms.map(mine))
          expect(await everything(sqlite, room)).toEqual(await everything(memory, room));
        for (const { room, where: place, limit } of readings)
          expect(await sqlite.page(mine(room), place, limit)).toEqual(await memory.page(mine(room), place, limit));
      }
    }),
    { numRuns: 80, interruptAfterTimeLimit: 10_000 },
  );
});

function everything(store: Store, room: string): Promise<unknown[]> {
  return Promise.all([
    store.eventsAfter(room, 0, 1_000),
    store.newest(room, 4, 9),
    store.page(room, { at: 'newest' }, 1_000),
    store.rooms(5),
  ]);
}

/** All at once. */
function outcomes(store: Store, drafts: Draft[]): Promise<unknown[]> {
  return Promise.all(drafts.map((draft) => store.append(draft).catch(code)));
}
