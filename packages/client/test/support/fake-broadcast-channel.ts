import { channelTabs, type Channel, type Tabs } from '../../src/outbox/tabs.ts';

/** A channel between tabs, on which the test can suspend or remove a tab. Messages arrive in a later microtask. */
export class FakeBroadcastChannel {
  readonly #ends = new Set<{ channel: Channel; queued: unknown[] | null }>();

  /** Adds a tab. Messages to a suspended tab arrive when it resumes; a removed one sends no goodbye. */
  tab(): { tabs: Tabs; suspend: () => void; resume: () => void; remove: () => void } {
    const channel: Channel = {
      onmessage: null,
      postMessage: (data: unknown) => {
        if (!this.#ends.has(end)) return;
        for (const other of this.#ends) if (other !== end) this.#deliver(other, structuredClone(data));
      },
    };
    const end = { channel, queued: null as unknown[] | null };
    this.#ends.add(end);
    return {
      tabs: channelTabs(channel),
      suspend: () => {
        end.queued = [];
      },
      resume: () => {
        const missed = end.queued ?? [];
        end.queued = null;
        for (const data of missed) this.#deliver(end, data);
      },
      remove: () => void this.#ends.delete(end),
    };
  }

  #deliver(end: { channel: Channel; queued: unknown[] | null }, data: unknown): void {
    queueMicrotask(() => {
      if (end.queued) end.queued.push(data);
      else if (this.#ends.has(end)) (end.channel.onmessage as (message: { data: unknown }) => void)({ data });
    });
  }
}
