import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeBroadcastChannel } from './support/fake-broadcast-channel.ts';
import { browserTabs, type Channel, channelTabs, singleTab, type TabMessage } from '../src/outbox/tabs.ts';
import { settled, useFakeTimers } from './support/fixtures.ts';

useFakeTimers();
afterEach(() => {
  vi.unstubAllGlobals();
});

/** The promise's result, or `pending` if it has none yet. */
async function resultNow<T>(promise: Promise<T>): Promise<T | 'pending'> {
  await settled();
  return Promise.race([promise, Promise.resolve('pending' as const)]);
}

describe('tabs', () => {
  it('have their own ids, and answer probes', async () => {
    const channel = new FakeBroadcastChannel();
    const [one, two] = [channel.tab().tabs, channel.tab().tabs];
    expect(one.id).not.toBe(two.id);
    expect(await resultNow(one.isOpen(two.id))).toBe(true);
    expect(await resultNow(one.isOpen(one.id))).toBe(true);
  });

  it('count a tab that does not answer within a second as closed', async () => {
    const channel = new FakeBroadcastChannel();
    const [one, two, three] = [channel.tab().tabs, channel.tab(), channel.tab().tabs];
    two.remove();
    const isOpen = one.isOpen(two.tabs.id);
    three.send({ type: 'outbox' });
    await vi.advanceTimersByTimeAsync(999);
    expect(await resultNow(isOpen)).toBe('pending');
    await vi.advanceTimersByTimeAsync(1);
    expect(await resultNow(isOpen)).toBe(false);
  });

  it('probe once for concurrent calls', async () => {
    const postMessage = vi.fn();
    const tabs = channelTabs({ onmessage: null, postMessage });
    const probes = Promise.all([tabs.isOpen('other'), tabs.isOpen('other')]);
    expect(postMessage).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await probes).toEqual([false, false]);
    void tabs.isOpen('other');
    expect(postMessage).toHaveBeenCalledTimes(2);
  });

  it('ignore messages that another version of the page sends', () => {
    const channel: Channel = { onmessage: null, postMessage: vi.fn() };
    const listener = vi.fn();
    channelTabs(channel).onMessage(listener);
    const data = { from: 'other', word: { is: 'named' } };
    channel.onmessage?.call(channel as BroadcastChannel, new MessageEvent('message', { data }));
    expect(listener).not.toHaveBeenCalled();
  });

  it('count a tab as closed after its goodbye, and as open after its next message', async () => {
    const channel = new FakeBroadcastChannel();
    const [one, two] = [channel.tab().tabs, channel.tab().tabs];
    const received: [TabMessage['type'], string][] = [];
    one.onMessage(({ type }, from) => received.push([type, from]));
    two.send({ type: 'goodbye' });
    await settled();
    expect(await resultNow(one.isOpen(two.id))).toBe(false);
    two.send({ type: 'sent', cid: 'c', seq: 1 });
    await settled();
    expect(await resultNow(one.isOpen(two.id))).toBe(true);
    expect(received).toEqual([
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

  it('are a single tab where there is no channel', async () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    for (const tabs of [browserTabs('tea'), singleTab()]) {
      tabs.send({ type: 'outbox' });
      expect(await Promise.all([tabs.isOpen(tabs.id), tabs.isOpen('other')])).toEqual([true, false]);
    }
  });
});
