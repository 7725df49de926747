import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { noMetrics } from '../src/chat/meter.ts';
import { skeletons } from '../src/chat/people/names.ts';
import type { Store, PagePosition } from '../src/chat/ports.ts';
import { code } from './store-contract/drafts.ts';
import { step } from './store-contract/arbitrary-drafts.ts';
import { MemoryStore } from './memory-store/store.ts';
import { openSqliteStore } from '../src/stores/sqlite/store.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const rooms = ['a', 'b'];

/** Few rooms, senders, cids and targets, so that retries, mistakes and races are common. */
const said = fc.record({
  step,
  room: fc.constantFrom(...rooms),
  by: fc.constantFrom('ann', 'bob', null),
  cid: fc.integer({ min: 1, max: 40 }),
  at: fc.integer({ min: 1, max: 50 }),
});
/** Names that the drawn texts mention go from one to another. */
const naming = fc.record({ id: fc.constantFrom('1', '2', '3'), name: fc.constantFrom('Bob', 'BOB', 'Cy', 'Dora') });
const where = fc.oneof(
  fc.constant({ type: 'newest' } as const),
  fc.record({ type: fc.constantFrom('before', 'after', 'around'), seq: fc.nat(30) }),
  // The clock of what is said goes back and forth.
  fc.record({ type: fc.constant('time'), ms: fc.nat(55) }),
);
const reading = fc.record({
  room: fc.constantFrom(...rooms, 'c'),
  where,
  limit: fc.integer({ min: 1, max: 6 }),
  after: fc.nat(20),
  person: fc.constantFrom('1', '2', 'ann', null),
});
const turn = fc.record({
  burst: fc.array(fc.oneof({ weight: 9, arbitrary: said }, naming), { maxLength: 25, size: '+1' }),
  readings: fc.array(reading, { maxLength: 10, size: '+1' }),
  // Opening takes most of this test's time.
  reopen: fc.nat(5).map((n) => n === 0),
});

it('MemoryStore and SqliteStore answer alike, whatever is done and whenever they are closed and opened', async () => {
  const directory = temporaryDirectory();
  const reopen = () =>
    openSqliteStore({ directory, metrics: noMetrics, onFatal: (error) => expect.fail(error.message) });
  const memory = new MemoryStore();
  let sqlite = await reopen();
  onTestFinished(() => sqlite.close());
  for (const id of ['1', '2', '3'])
    for (const store of [memory, sqlite])
      await store.claimName({ id, name: id, skeletons: [id], secretHash: id, at: 1 });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 1, maxLength: 3 }), async (turns) => {
      // Each run has rooms and senders of its own, in the same two stores.
      run++;
      const mine = (name: string) => `${name} of run ${run}`;
      for (const { burst, readings, reopen: closes } of turns) {
        const calls = burst.map((call): Call => {
          if (!('step' in call)) return renaming(call);
          const { step: draw, room, by, cid, at } = call;
          const draft = { ...draw(mine(room), `${cid}`), by: by && mine(by), at };
          return (store) => store.append(draft);
        });
        expect(await outcomes(sqlite, calls)).toEqual(await outcomes(memory, calls));
        if (closes) {
          await sqlite.close();
          sqlite = await reopen();
        }
        for (const room of rooms.map(mine))
          expect(await everything(sqlite, room)).toEqual(await everything(memory, room));
        for (const read of readings) {
          const asked = { ...read, room: mine(read.room), person: read.person === 'ann' ? mine('ann') : read.person };
          expect(await answers(sqlite, asked)).toEqual(await answers(memory, asked));
        }
      }
    }),
    { numRuns: 80, interruptAfterTimeLimit: 10_000 },
  );
});

function everything(store: Store, room: string): Promise<unknown[]> {
  return Promise.all([
    store.eventsAfter(room, 0, 1_000),
    store.newest(room, 4, 9),
    store.page(room, { type: 'newest' }, 1_000),
    store.rooms(5),
  ]);
}

type Call = (store: Store) => Promise<unknown>;

function renaming({ id, name }: { id: string; name: string }): Call {
  return (store) => store.rename({ id, name, skeletons: skeletons(name) });
}

/** All at once. */
function outcomes(store: Store, calls: Call[]): Promise<unknown[]> {
  return Promise.all(calls.map((call) => call(store).catch(code)));
}

interface Reading {
  room: string;
  where: PagePosition;
  limit: number;
  after: number;
  person: string | null;
}

function answers(store: Store, { room, where: place, limit, after, person }: Reading): Promise<unknown[]> {
  return Promise.all([
    store.page(room, place, limit),
    store.unread(room, after, person, limit),
    person === null ? [] : inbox(store, person, limit),
    store.nameHolder(['bob', 'cy']),
  ]);
}

/** Two pages of it. */
async function inbox(store: Store, person: string, limit: number): Promise<unknown[]> {
  const newest = await store.mentions(person, undefined, limit);
  const last = newest.items.at(-1);
  return [newest, last && (await store.mentions(person, last.id, limit))];
}
