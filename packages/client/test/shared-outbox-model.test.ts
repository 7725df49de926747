import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OutboxStore } from '../src/outbox/entry.ts';
import { memoryOutbox } from '../src/outbox/memory.ts';
import { SimulatedTabs, type SimulatedTab } from './support/simulated-tabs.ts';
import { settled } from './support/fixtures.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Handover {
  cid: string;
  to: string;
}

/** A store with delays, which runs one operation at a time and stops in the middle when its tab crashes. */
function slow(
  store: OutboxStore,
  delays: readonly number[],
  onAdopted: (handover: Handover) => void,
): { store: OutboxStore; dies: () => void } {
  let last: Promise<unknown> = Promise.resolve();
  let count = 0;
  let dead = false;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const delay = delays[count++ % delays.length]!;
    const done = last.then(async () => {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      return dead ? new Promise<never>(() => {}) : work();
    });
    last = done;
    return done;
  };
  return {
    store: {
      all: () => inTurn(() => store.all()),
      put: (entry) => inTurn(() => store.put(entry)),
      remove: (cid) => inTurn(() => store.remove(cid)),
      adopt: (cids, from, to) =>
        inTurn(async () => {
          const adopted = await store.adopt(cids, from, to);
          for (const cid of adopted) onAdopted({ cid, to });
          return adopted;
        }),
    },
    dies: () => {
      dead = true;
    },
  };
}

const doings = fc.array(
  fc.tuple(
    fc.constantFrom(
      ...(['sends', 'sends', 'sends', 'works', 'works', 'connects', 'connects', 'cut', 'sleeps', 'wakes'] as const),
      ...([
        'crashes',
        'leaves',
        'opens',
        'refused',
        'refused',
        'retries',
        'retries',
        'gives up',
        'beats',
        'time',
        'a moment',
      ] as const),
    ),
    fc.nat(),
  ),
  { maxLength: 60, size: 'max' },
);

it('promise 7, with many tabs: when any of them crashes or sleeps, each message appears once, sent by the tab that owns it', async () => {
  const seen = { adopted: 0, retried: 0 };
  await fc.assert(
    fc.asyncProperty(doings, fc.array(fc.constantFrom(0, 0, 1, 3), { minLength: 1 }), async (doings, delays) => {
      const browser = new SimulatedTabs();
      const kept = memoryOutbox();
      const dying = new Map<SimulatedTab, () => void>();
      /**
       * By cid: the text, the tab that has the entry, all tabs that have had it, and whether others may adopt it:
       * because the tab that has it slept or closed, or because the person retried or discarded the entry elsewhere.
       */
      const meant = new Map<string, { text: string; by: string; owners: Set<string>; free: boolean }>();
      /** A tab that slept missed answers, so it may adopt entries of open tabs. The server takes each cid only once. */
      const slept = new Set<string>();
      const wrongHandovers: Handover[] = [];
      const handOver = (handover: Handover) => {
        const { cid, to } = handover;
        const note = meant.get(cid)!;
        if (!note.free && !slept.has(to)) wrongHandovers.push(handover);
        note.by = to;
        note.owners.add(to);
        // Others may adopt the entry from a tab that sleeps while it adopts.
        if (browser.tabs.every(({ id, isAsleep: asleep }) => id !== to || asleep)) note.free = true;
      };
      const dropped = new Set<string>();
      const opens = async () => {
        const { store, dies } = slow(kept, delays, handOver);
        dying.set(await browser.open(store), dies);
      };
      const frees = ({ id }: SimulatedTab) => {
        for (const each of meant.values()) if (each.by === id) each.free = true;
      };
      const leaves = async (tab: SimulatedTab) => {
        dying.get(tab)!();
        browser.crash(tab);
        frees(tab);
        // What the disk did not have yet is lost with a page that is killed in that moment.
        const safe = new Set((await kept.all()).map(({ cid }) => cid));
        for (const event of browser.log.log('tea')) safe.add(event.cid);
        for (const [cid, { by }] of meant) if (by === tab.id && !safe.has(cid)) dropped.add(cid);
      };
      const failed = (tab: SimulatedTab) =>
        tab.client.rooms.get('tea')!.pending.filter(({ state }) => state === 'failed');

      await opens();
      for (const [what, pick] of doings) {
        const tab = browser.tabs[pick % browser.tabs.length];
        if (what === 'opens' && browser.tabs.length < 3) await opens();
        else if (what === 'refused') browser.refusal = 'store_failed';
        else if (what === 'beats') browser.sendHeartbeats();
        else if (what === 'works') await browser.drain();
        else if (what === 'time') await vi.advanceTimersByTimeAsync(1_100);
        else if (what === 'a moment') await vi.advanceTimersByTimeAsync(1);
        else if (tab === undefined) continue;
        else if (what === 'sends') {
          const text = `text ${meant.size}`;
          const owners = new Set([tab.id]);
          meant.set(tab.client.send('tea', text), { text, by: tab.id, owners, free: tab.isAsleep });
        } else if (what === 'connects') await browser.connect(tab);
        else if (what === 'cut') browser.cut(tab);
        else if (what === 'sleeps') {
          tab.isAsleep = true;
          tab.channel.suspend();
          slept.add(tab.id);
          frees(tab);
        } else if (what === 'wakes') {
          tab.isAsleep = false;
          tab.channel.resume();
          tab.client.wake();
        } else if (what === 'crashes') await leaves(tab);
        else if (what === 'leaves') {
          tab.client.goodbye();
          await leaves(tab);
        } else if (what === 'retries' || what === 'gives up') {
          const entry = failed(tab)[0];
          if (!entry) continue;
          const note = meant.get(entry.cid)!;
          note.free = true;
          if (what === 'gives up') dropped.add(entry.cid);
          else seen.retried++;
          if (what === 'retries') tab.client.retry(entry.cid);
          else tab.client.discard(entry.cid);
        }
        await settled();
      }

      // All is well again.
      browser.refusal = undefined;
      for (const tab of browser.tabs) {
        tab.isAsleep = false;
        tab.channel.resume();
      }
      if (browser.tabs.length === 0) await opens();
      for (let rounds = 0; rounds < 8; rounds++) {
        for (const tab of browser.tabs) {
          if (tab.client.state.type !== 'online') {
            browser.cut(tab);
            await browser.connect(tab);
          }
          tab.client.wake();
        }
        for (const tab of browser.tabs) {
          for (const { cid } of failed(tab)) {
            meant.get(cid)!.free = true;
            tab.client.retry(cid);
          }
        }
        browser.sendHeartbeats();
        await vi.advanceTimersByTimeAsync(1_100);
        await browser.drain();
      }

      const said = browser.texts();
      expect(new Set(said).size).toBe(said.length);
      for (const [cid, { text }] of meant) if (!dropped.has(cid)) expect(said).toContain(text);
      for (const event of browser.log.log('tea')) expect(event).toMatchObject({ text: meant.get(event.cid)!.text });
      for (const { cid, by } of browser.received) {
        const { owners } = meant.get(cid)!;
        expect(owners).toContain(by);
        if (by !== [...owners][0]) seen.adopted++;
      }
      expect(wrongHandovers).toEqual([]);
      expect(await kept.all()).toEqual([]);
      for (const tab of browser.tabs) {
        expect(browser.pending(tab)).toEqual([]);
        expect(tab.client.rooms.get('tea')!.timeline.messages.map(({ text }) => text)).toEqual(
          said.slice(-tab.client.rooms.get('tea')!.timeline.messages.length),
        );
        tab.client.stop();
      }
    }),
    { numRuns: 1_500 },
  );
  expect(seen.adopted).toBeGreaterThan(50);
  expect(seen.retried).toBeGreaterThan(40);
});
