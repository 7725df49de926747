import { channelTabs, type Channel, type Tabs } from '../../src/outbox/tabs.ts';

/** A channel between tabs, on which the test can suspend or remove a tab. Messages arrive in a later microtask. */
export class FakeBroadcastChannel {
  readonly #ends = new Set<{ channel: Channel; waiting: unknown[] | null }>();

  /** A tab, and what makes it sleep (what is said to it comes when it wakes), wake, and vanish without a word. */
  tab(): { tabs: Tabs; sleeps: () => void; wakes: () => void; vanishes: () => void } {
    const channel: Channel = {
      onmessage: null,
      postMessage: (data: unknown) => {
        if (!this.#ends.has(end)) return;
        for (const other of this.#ends) if (other !== end) this.#tell(other, structuredClone(data));
      },
    };
    const end = { channel, waiting: null as unknown[] | null };
    this.#ends.add(end);
    return {
      tabs: channelTabs(channel),
      sleeps: () => {
        end.waiting = [];
      },
      wakes: () => {
        const missed = end.waiting ?? [];
        end.waiting = null;
        for (const data of missed) this.#tell(end, data);
      },
      vanishes: () => void this.#ends.delete(end),
    };
  }

  #tell(end: { channel: Channel; waiting: unknown[] | null }, data: unknown): void {
    queueMicrotask(() => {
      if (end.waiting) end.waiting.push(data);
      else if (this.#ends.has(end)) (end.channel.onmessage as (message: { data: unknown }) => void)({ data });
    });
  }
}
