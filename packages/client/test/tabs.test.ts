import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBroadcastChannel } from './support/fake-broadcast-channel.ts';
import { browserTabs, type Channel, channelTabs, singleTab, type TabMessage } from '../src/outbox/tabs.ts';
import { settled } from './support/fixtures.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What the promise gives, or that it is still open. */
async function now<T>(promise: Promise<T>): Promise<T | 'open'> {
  await settled();
  return Promise.race([promise, Promise.resolve('open' as const)]);
}

describe('tabs', () => {
  it('have their own ids, and answer probes', async () => {
    const air = new FakeBroadcastChannel();
    const [one, two] = [air.tab().tabs, air.tab().tabs];
    expect(one.id).not.toBe(two.id);
    expect(await now(one.isOpen(two.id))).toBe(true);
    expect(await now(one.isOpen(one.id))).toBe(true);
  });

  it('count one as closed that does not answer within a second', async () => {
    const air = new FakeBroadcastChannel();
    const [one, two, three] = [air.tab().tabs, air.tab(), air.tab().tabs];
    two.remove();
    const open = one.isOpen(two.tabs.id);
    three.send({ type: 'outbox' });
    await vi.advanceTimersByTimeAsync(999);
    expect(await now(open)).toBe('open');
    await vi.advanceTimersByTimeAsync(1);
    expect(await now(open)).toBe(false);
  });

  it('probe once for concurrent calls', async () => {
    const said = vi.fn();
    const tabs = channelTabs({ onmessage: null, postMessage: said });
    const both = Promise.all([tabs.isOpen('other'), tabs.isOpen('other')]);
    expect(said).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await both).toEqual([false, false]);
    void tabs.isOpen('other');
    expect(said).toHaveBeenCalledTimes(2);
  });

  it('ignore messages that another version of the page sends', () => {
    const channel: Channel = { onmessage: null, postMessage: vi.fn() };
    const received = vi.fn();
    channelTabs(channel).onMessage(received);
    const data = { from: 'other', word: { is: 'named' } };
    channel.onmessage?.call(channel as BroadcastChannel, new MessageEvent('message', { data }));
    expect(received).not.toHaveBeenCalled();
  });

  it('count one as closed after its goodbye, and as open after its next message', async () => {
    const air = new FakeBroadcastChannel();
    const [one, two] = [air.tab().tabs, air.tab().tabs];
    const heard: [TabMessage['type'], string][] = [];
    one.onMessage(({ type }, from) => heard.push([type, from]));
    two.send({ type: 'goodbye' });
    await settled();
    expect(await now(one.isOpen(two.id))).toBe(false);
    two.send({ type: 'sent', cid: 'c', seq: 1 });
    await settled();
    expect(await now(one.isOpen(two.id))).toBe(true);
    expect(heard).toEqual([
      ['goodbye', two.id],
      ['sent', two.id],
    ]);
  });

  it('communicate over a real channel', async () => {
    vi.useRealTimers();
    const opened: BroadcastChannel[] = [];
    vi.stubGlobal(
      'BroadcastChannel',
      class extends BroadcastChannel {
        constructor(name: string) {
          super(name);
          opened.push(this);
        }
      },
    );
    const [one, two] = [browserTabs('tea'), browserTabs('tea')];
    const { promise, resolve } = Promise.withResolvers<unknown>();
    two.onMessage((message, from) => resolve([message, from]));
    expect(await one.isOpen(two.id)).toBe(true);
    one.send({ type: 'sent', cid: 'c', seq: 7 });
    expect(await promise).toEqual([{ type: 'sent', cid: 'c', seq: 7 }, one.id]);
    for (const channel of opened) channel.close();
  });

  it('are a single tab without a channel', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    for (const tabs of [browserTabs('tea'), singleTab()]) {
      tabs.send({ type: 'outbox' });
      expect(await Promise.all([tabs.isOpen(tabs.id), tabs.isOpen('other')])).toEqual([true, false]);
    }
  });
});
