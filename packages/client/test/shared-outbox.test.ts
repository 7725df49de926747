import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { entry } from './support/outbox-contract.ts';
import { indexedDbOutbox } from '../src/outbox/indexeddb.ts';
import { memoryOutbox } from '../src/outbox/memory.ts';
import { SimulatedTabs } from './support/simulated-tabs.ts';

beforeEach(() => {
  // The database of the tests goes on by setImmediate.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

let databases = 0;
const stores = {
  'in memory': () => {
    const one = memoryOutbox();
    return () => one;
  },
  'in IndexedDB': () => {
    const name = `shared ${++databases}`;
    return () => indexedDbOutbox(name);
  },
};

describe.each(Object.entries(stores))('two tabs with one outbox %s', (_, shared) => {
  async function two() {
    const browser = new SimulatedTabs();
    const open = shared();
    const [a, b] = [await browser.open(open()), await browser.open(open())];
    const done = async () => {
      for (let turns = 0; turns < 12; turns++) {
        for (let steps = 0; steps < 5; steps++) await new Promise((resolve) => setImmediate(resolve));
        await browser.drain();
      }
    };
    await done();
    /** Long enough that who does not answer is gone. */
    const later = async () => {
      browser.sendHeartbeats();
      await vi.advanceTimersByTimeAsync(1_100);
      await done();
    };
    return { browser, open, a, b, done, later };
  }

  it('show the pending entries of both, and only the tab of an entry sends it', async () => {
    const { browser, a, b, done, later } = await two();
    browser.cut(a);
    a.client.send('tea', 'one');
    a.client.send('tea', 'two');
    await done();
    await later();
    expect(browser.pending(b)).toEqual(['one waiting', 'two waiting']);
    expect(browser.received).toEqual([]);
    b.client.send('tea', 'three');
    await done();
    expect([browser.texts(), browser.pending(a).slice(0, 2)]).toEqual([['three'], ['one waiting', 'two waiting']]);
    browser.refusal = 'store_full';
    await browser.connect(a);
    await done();
    expect([browser.pending(a), browser.pending(b)]).toEqual([['one failed'], ['one failed']]);
    expect(browser.texts()).toEqual(['three', 'two']);
    expect(new Set(browser.received.map(({ by }) => by))).toEqual(new Set([a.id, b.id]));
  });

  it('adopt the entries of a tab that closed without a goodbye', async () => {
    const { browser, open, a, b, done, later } = await two();
    browser.cut(a);
    const cid = a.client.send('tea', 'from a tab that dies');
    await done();
    browser.crash(a);
    await done();
    expect(browser.texts()).toEqual([]);
    const c = await browser.open(open());
    await later();
    expect(browser.texts()).toEqual(['from a tab that dies']);
    expect(browser.received.map((each) => each.cid)).toEqual([cid]);
    expect([browser.pending(b), browser.pending(c), await open().all()]).toEqual([[], [], []]);
  });

  it('adopt at once the entries of a tab that sends a goodbye', async () => {
    const { browser, a, b, done } = await two();
    browser.cut(a);
    a.client.send('garden', 'on the way out');
    await done();
    expect(b.client.rooms.has('garden')).toBe(false);
    a.client.goodbye();
    await done();
    expect([browser.texts('garden'), browser.received.map(({ by }) => by)]).toEqual([['on the way out'], [b.id]]);
  });

  it('can retry or discard each other’s failed entries', async () => {
    const { browser, a, b, done, later } = await two();
    for (const text of ['one', 'two']) {
      browser.refusal = 'store_failed';
      a.client.send('tea', text);
      await done();
    }
    const [first, second] = b.client.rooms.get('tea')!.pending;
    expect(browser.pending(b)).toEqual(['one failed', 'two failed']);
    b.client.retry(first!.cid);
    b.client.discard(second!.cid);
    b.client.retry('never was');
    await done();
    await later();
    expect([browser.texts(), browser.pending(a), browser.pending(b)]).toEqual([['one'], [], []]);
    expect(browser.received.filter(({ cid }) => cid === first!.cid).map(({ by }) => by)).toEqual([a.id, b.id]);
  });

  it('do not send entries that were adopted while they slept', async () => {
    const { browser, a, b, done, later } = await two();
    browser.cut(a);
    a.client.send('tea', 'one');
    await done();
    a.channel.suspend();
    await later();
    expect(browser.texts()).toEqual(['one']);
    a.client.send('tea', 'two');
    await done();
    await browser.connect(a);
    await done();
    expect(browser.received.map(({ by }) => by)).toEqual([b.id, a.id]);
    expect([browser.texts(), browser.pending(a)]).toEqual([['one', 'two'], []]);
    a.channel.resume();
    await done();
    expect(browser.pending(a)).toEqual([]);
  });

  it('send the entries of an earlier visit first, once it is known to be closed', async () => {
    const { browser, open, a, b, done, later } = await two();
    for (const each of [a, b]) browser.crash(each);
    const store = open();
    await Promise.all([store.put(entry('x', { tab: 'an earlier visit', text: 'earlier' })), done()]);
    const c = await browser.open(open());
    c.client.send('tea', 'now');
    await done();
    expect([browser.texts(), browser.pending(c)]).toEqual([[], ['earlier waiting', 'now waiting']]);
    await later();
    expect([browser.texts(), browser.pending(c)]).toEqual([['earlier', 'now'], []]);
  });

  it('keep an entry that the other one sent until their own room shows it', async () => {
    const { a, b, done } = await two();
    const before = b.client.rooms.get('tea')!;
    const gaps: string[] = [];
    b.client.subscribe(() => {
      const there = [...before.timeline.messages.map(({ text }) => text), ...before.pending.map(({ text }) => text!)];
      gaps.push(there.join(' '));
    });
    a.client.send('tea', 'one');
    await done();
    const from = gaps.indexOf('one');
    expect([from >= 0, gaps.slice(from).filter((each) => each !== 'one')]).toEqual([true, []]);
  });
});

it('a name that one tab is given is used by the other at once', async () => {
  const browser = new SimulatedTabs();
  const open = stores['in memory']();
  browser.identity.clear();
  const [a, b] = [await browser.open(open()), await browser.open(open())];
  for (const { server: line } of [a, b]) line.send({ type: 'you', me: null });
  const asked = a.client.name('Ann');
  const secret = browser.identity.load()!;
  b.server.received();
  a.server.send({ type: 'named', me: { id: 'ann', name: 'Ann' }, secret });
  await asked;
  await vi.advanceTimersByTimeAsync(0);
  expect(b.server.received()).toEqual([{ type: 'hello', secret }]);
});
