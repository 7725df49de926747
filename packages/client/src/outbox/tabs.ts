import { newId } from '../ids.ts';

export type TabMessage =
  /** The stored entries have changed. */
  | { type: 'outbox' }
  /** The server acknowledged an entry with this `seq`. */
  | { type: 'sent'; cid: string; seq: number }
  /** The server gave a name, and its secret is in the storage that the tabs share. */
  | { type: 'named' }
  /** The tab is closing, or being put into the back/forward cache. */
  | { type: 'goodbye' };

/** The tabs of one browser that have the same Hubbub open. No method throws or rejects. */
export interface Tabs {
  /** Of this tab and this visit: a reload gets another one. */
  readonly id: string;
  /** Whether that tab is open. A tab that does not answer within a second counts as closed. */
  isOpen(id: string): Promise<boolean>;
  /** To all other tabs. */
  send(message: TabMessage): void;
  /** `from` is the sender's id. */
  onMessage(listener: (message: TabMessage, from: string) => void): void;
}

/** For bots, tests, and browsers without BroadcastChannel: there are no other tabs. */
export function singleTab(): Tabs {
  return { id: 'only', isOpen: async (id) => id === 'only', send: () => {}, onMessage: () => {} };
}

/** The part of BroadcastChannel that `channelTabs` uses. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;

interface Envelope {
  from: string;
  message: TabMessage | { type: 'probe'; to: string } | { type: 'present' };
}

const PROBE_TIMEOUT_MS = 1_000;

/** Tabs that exchange messages over a BroadcastChannel, which also works over plain HTTP. */
export function channelTabs(channel: Channel): Tabs {
  const id = newId();
  const closed = new Set<string>();
  const listeners: ((message: TabMessage, from: string) => void)[] = [];
  /** By the id of the tab that was probed. */
  const probes = new Map<string, PromiseWithResolvers<boolean>>();
  const send = (message: Envelope['message']) => channel.postMessage({ from: id, message } satisfies Envelope);

  channel.onmessage = ({ data }: { data: unknown }) => {
    const { from, message } = data as Partial<Envelope>;
    // A tab that still runs another version of the page may send something else.
    if (!from || !message) return;
    const isClosing = message.type === 'goodbye';
    // A tab that comes back from the back/forward cache is open again.
    if (isClosing) closed.add(from);
    else closed.delete(from);
    probes.get(from)?.resolve(!isClosing);
    if (message.type === 'probe') {
      if (message.to === id) send({ type: 'present' });
    } else if (message.type !== 'present') for (const listener of listeners) listener(message, from);
  };

  async function probe(other: string): Promise<boolean> {
    const answer = Promise.withResolvers<boolean>();
    probes.set(other, answer);
    const timeout = setTimeout(() => answer.resolve(false), PROBE_TIMEOUT_MS);
    send({ type: 'probe', to: other });
    const isOpen = await answer.promise;
    clearTimeout(timeout);
    probes.delete(other);
    return isOpen;
  }

  return {
    id,
    isOpen: async (other) => {
      if (other === id) return true;
      if (closed.has(other)) return false;
      return probes.get(other)?.promise ?? probe(other);
    },
    send,
    onMessage: (listener) => void listeners.push(listener),
  };
}

/** The tabs that use a channel of this name, or only this tab where the browser has no channels. */
export function browserTabs(name: string): Tabs {
  try {
    return channelTabs(new BroadcastChannel(name));
  } catch {
    return singleTab();
  }
}
