import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { noMetrics } from './support/no-metrics.ts';
import { skeletons } from '../src/chat/people/skeletons.ts';
import type { Draft, Store, PagePosition } from '../src/chat/ports.ts';
import { refusalOf } from './store-contract/drafts.ts';
import { makeDraft } from './store-contract/arbitrary-drafts.ts';
import { MemoryStore } from './memory-store/store.ts';
import { openSqliteStore } from '../src/stores/sqlite/store.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const rooms = ['a', 'b'];
const people = ['1', '2', '3'];

/** Few rooms, senders, cids and targets, so that retries, refusals and races are common. */
const appending = fc.record({
  make: makeDraft,
  room: fc.constantFrom(...rooms),
  // Mostly ann, because only the author can edit and delete.
  by: fc.constantFrom('ann', 'ann', 'ann', 'bob', null, ...people),
  cid: fc.integer({ min: 1, max: 40 }),
  at: fc.integer({ min: 1, max: 50 }),
});
/** The names that the drafts mention move from person to person. */
const naming = fc.record({
  id: fc.constantFrom(...people),
  name: fc.constantFrom('Bob', 'BOB', 'Cy', 'Dora', 'Eve', 'eve'),
  at: fc.nat(50),
  quarantine: fc.nat(20),
});
const position = fc.oneof(
  fc.constant({ type: 'newest' } as const),
  fc.record({ type: fc.constantFrom('before', 'after', 'around'), seq: fc.nat(30) }),
  // The times of the events jump back and forth.
  fc.record({ type: fc.constant('time'), ms: fc.nat(55) }),
);
const reading = fc.record({
  room: fc.constantFrom(...rooms, 'c'),
  position,
  limit: fc.integer({ min: 1, max: 6 }),
  after: fc.nat(20),
  person: fc.constantFrom('1', '2', 'ann', null),
});
const round = fc.record({
  calls: fc.array(fc.oneof({ weight: 9, arbitrary: appending }, naming), { maxLength: 25, size: '+1' }),
  readings: fc.array(reading, { maxLength: 10, size: '+1' }),
  // Rare, because opening takes most of this test's time.
  reopen: fc.nat(5).map((n) => n === 0),
});

it('MemoryStore and SqliteStore return the same, for any calls and across reopening', async () => {
  const directory = temporaryDirectory();
  const reopen = () =>
    openSqliteStore({ directory, metrics: noMetrics, onFatal: (error) => expect.fail(error.message) });
  const memory = new MemoryStore();
  let sqlite = await reopen();
  onTestFinished(() => sqlite.close());
  for (const id of people)
    for (const store of [memory, sqlite])
      await store.claimName({ id, name: id, skeletons: [id], secretHash: id, at: 1 });
  let run = 0;
  let renames = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 3 }), async (rounds) => {
      // Each run uses rooms and senders of its own in the same two stores.
      run++;
      const mine = (name: string) => `${name} of run ${run}`;
      for (const { calls: drawn, readings, reopen: reopens } of rounds) {
        const calls = drawn.map((call): Call => {
          if (!('make' in call)) return renaming(call, rooms.map(mine), ++renames);
          const { make, room, by, cid, at } = call;
          const sender = by === null || people.includes(by) ? by : mine(by);
          const draft = { ...make(mine(room), mine(`${cid}`)), by: sender, at };
          return (store) => store.append(draft);
        });
        expect(await outcomes(sqlite, calls)).toEqual(await outcomes(memory, calls));
        if (reopens) {
          await sqlite.close();
          sqlite = await reopen();
        }
        for (const room of rooms.map(mine))
          expect(await everything(sqlite, room)).toEqual(await everything(memory, room));
        for (const read of readings) {
          const query = { ...read, room: mine(read.room), person: read.person === 'ann' ? mine('ann') : read.person };
          expect(await answers(sqlite, query)).toEqual(await answers(memory, query));
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

interface Naming {
  id: string;
  name: string;
  at: number;
  quarantine: number;
}

function renaming({ id, name, at, quarantine }: Naming, inRooms: string[], count: number): Call {
  const notices = inRooms.map((room): Draft => {
    return { type: 'posted', kind: 'renamed', room, at, by: id, cid: `${count} ${room}`, name: 'former', text: name };
  });
  return (store) =>
    store.rename({ id, name, skeletons: skeletons(name), at, quarantineUntil: at + quarantine, notices });
}

/** Makes all calls without waiting in between. */
function outcomes(store: Store, calls: Call[]): Promise<unknown[]> {
  return Promise.all(calls.map((call) => call(store).catch(refusalOf)));
}

interface Reading {
  room: string;
  position: PagePosition;
  limit: number;
  after: number;
  person: string | null;
}

function answers(store: Store, { room, position, limit, after, person }: Reading): Promise<unknown[]> {
  return Promise.all([
    store.page(room, position, limit),
    store.unread(room, after, person, limit),
    person === null ? [] : mentions(store, person, limit),
    person === null ? [] : store.myReactions(room, person, [1, 2, 3, after]),
    store.reactions(room, limit),
    store.nameHolder(['bob', 'cy'], after),
    store.nameHolder(['eve', 'dora'], after),
  ]);
}

/** Two pages. */
async function mentions(store: Store, person: string, limit: number): Promise<unknown[]> {
  const newest = await store.mentions(person, undefined, limit);
  const last = newest.items.at(-1);
  return [newest, last && (await store.mentions(person, last.id, limit))];
}
