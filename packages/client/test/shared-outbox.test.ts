import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { entry } from './support/outbox-contract.ts';
import { fakeStorage } from './support/fake-storage.ts';
import { indexedDbOutbox } from '../src/outbox/indexeddb.ts';
import { Journal } from '../src/outbox/journal.ts';
import { memoryOutbox } from '../src/outbox/memory.ts';
import { pendingIn, settled, useFakeTimers } from './support/fixtures.ts';
import { SimulatedTabs } from './support/simulated-tabs.ts';

// fake-indexeddb needs the real setImmediate.
useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });

let databases = 0;
/** Each creates an empty store, and returns how a tab opens it. */
const stores = {
  'in memory': () => {
    const store = memoryOutbox();
    return () => store;
  },
  'in IndexedDB': () => {
    const name = `shared ${++databases}`;
    const storage = fakeStorage();
    return () => indexedDbOutbox(name, new Journal(storage, name));
  },
};

describe.each(Object.entries(stores))('two tabs with one outbox %s', (_, createStore) => {
  async function twoTabs() {
    const browser = new SimulatedTabs();
    const open = createStore();
    const [a, b] = [await browser.open(open()), await browser.open(open())];
    /** Runs until nothing is in flight, in the database either. */
    const drain = async () => {
      for (let rounds = 0; rounds < 12; rounds++) {
        for (let immediates = 0; immediates < 5; immediates++) await new Promise((resolve) => setImmediate(resolve));
        await browser.drain();
      }
    };
    await drain();
    /** Sends heartbeats, and lets the time pass after which a tab without an answer counts as closed. */
    const probeTabs = async () => {
      browser.sendHeartbeats();
      await vi.advanceTimersByTimeAsync(1_100);
      await drain();
    };
    return { browser, open, a, b, drain, probeTabs };
  }

  it('show the pending entries of both, and only the tab of an entry sends it', async () => {
    const { browser, a, b, drain, probeTabs } = await twoTabs();
    browser.cut(a);
    a.client.send('tea', 'one');
    a.client.send('tea', 'two');
    await drain();
    await probeTabs();
    expect(pendingIn(b.client)).toEqual(['one waiting', 'two waiting']);
    expect(browser.received).toEqual([]);
    b.client.send('tea', 'three');
    await drain();
    expect([browser.texts(), pendingIn(a.client).slice(0, 2)]).toEqual([['three'], ['one waiting', 'two waiting']]);
    browser.refusal = 'store_full';
    await browser.connect(a);
    await drain();
    expect([pendingIn(a.client), pendingIn(b.client)]).toEqual([['one failed'], ['one failed']]);
    expect(browser.texts()).toEqual(['three', 'two']);
    expect(new Set(browser.received.map(({ by }) => by))).toEqual(new Set([a.id, b.id]));
  });

  it('adopt the entries of a tab that closed without a goodbye', async () => {
    const { browser, open, a, b, drain, probeTabs } = await twoTabs();
    browser.cut(a);
    const cid = a.client.send('tea', 'from a tab that crashes');
    await drain();
    browser.crash(a);
    await drain();
    expect(browser.texts()).toEqual([]);
    const c = await browser.open(open());
    await probeTabs();
    expect(browser.texts()).toEqual(['from a tab that crashes']);
    expect(browser.received.map((each) => each.cid)).toEqual([cid]);
    expect([pendingIn(b.client), pendingIn(c.client), await open().all()]).toEqual([[], [], []]);
  });

  it('adopt at once the entries of a tab that sends a goodbye', async () => {
    const { browser, a, b, drain } = await twoTabs();
    browser.cut(a);
    a.client.send('garden', 'before the goodbye');
    await drain();
    expect(b.client.rooms.has('garden')).toBe(false);
    a.client.goodbye();
    await drain();
    expect([browser.texts('garden'), browser.received.map(({ by }) => by)]).toEqual([['before the goodbye'], [b.id]]);
  });

  it('can retry or discard each other’s failed entries', async () => {
    const { browser, a, b, drain, probeTabs } = await twoTabs();
    for (const text of ['one', 'two']) {
      browser.refusal = 'store_failed';
      a.client.send('tea', text);
      await drain();
    }
    const [first, second] = b.client.rooms.get('tea')!.pending;
    expect(pendingIn(b.client)).toEqual(['one failed', 'two failed']);
    b.client.retry(first!.cid);
    b.client.discard(second!.cid);
    b.client.retry('unknown cid');
    await drain();
    await probeTabs();
    expect([browser.texts(), pendingIn(a.client), pendingIn(b.client)]).toEqual([['one'], [], []]);
    expect(browser.received.filter(({ cid }) => cid === first!.cid).map(({ by }) => by)).toEqual([a.id, b.id]);
  });

  it('do not send entries that were adopted while they were suspended', async () => {
    const { browser, a, b, drain, probeTabs } = await twoTabs();
    browser.cut(a);
    a.client.send('tea', 'one');
    await drain();
    a.channel.suspend();
    await probeTabs();
    expect(browser.texts()).toEqual(['one']);
    a.client.send('tea', 'two');
    await drain();
    await browser.connect(a);
    await drain();
    expect(browser.received.map(({ by }) => by)).toEqual([b.id, a.id]);
    expect([browser.texts(), pendingIn(a.client)]).toEqual([['one', 'two'], []]);
    a.channel.resume();
    await drain();
    expect(pendingIn(a.client)).toEqual([]);
  });

  it('send the entries of an earlier visit first, when its tab counts as closed', async () => {
    const { browser, open, a, b, drain, probeTabs } = await twoTabs();
    for (const each of [a, b]) browser.crash(each);
    const store = open();
    await Promise.all([store.put(entry('x', { tab: 'an earlier visit', text: 'earlier' })), drain()]);
    const c = await browser.open(open());
    c.client.send('tea', 'now');
    await drain();
    expect([browser.texts(), pendingIn(c.client)]).toEqual([[], ['earlier waiting', 'now waiting']]);
    await probeTabs();
    expect([browser.texts(), pendingIn(c.client)]).toEqual([['earlier', 'now'], []]);
  });

  it('keep an entry that the other tab sent until their own room shows it', async () => {
    const { a, b, drain } = await twoTabs();
    const view = b.client.rooms.get('tea')!;
    /** The texts that the second tab showed after each change. */
    const shown: string[] = [];
    b.client.subscribe(() => {
      shown.push([...view.timeline.messages, ...view.pending].map(({ text }) => text).join(' '));
    });
    a.client.send('tea', 'one');
    await drain();
    const first = shown.indexOf('one');
    expect([first >= 0, shown.slice(first).filter((texts) => texts !== 'one')]).toEqual([true, []]);
  });
});

it('a name that one tab receives is used by the other at once', async () => {
  const browser = new SimulatedTabs();
  const open = stores['in memory']();
  browser.identity.clear();
  const [a, b] = [await browser.open(open()), await browser.open(open())];
  for (const { server } of [a, b]) server.send({ type: 'you', me: null });
  const named = a.client.name('Ann');
  const secret = browser.identity.load()!;
  b.server.received();
  a.server.send({ type: 'named', me: { id: 'ann', name: 'Ann' }, secret });
  await named;
  await settled();
  expect(b.server.received()).toEqual([{ type: 'hello', secret }]);
});
