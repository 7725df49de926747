import { newId } from '../ids.ts';

/** What tabs of one browser tell each other. */
export type TabMessage =
  /** What is kept of unsent things has changed. */
  | { type: 'outbox' }
  /** The server has this one now, as this `seq`. */
  | { type: 'sent'; cid: string; seq: number }
  /** A name was given, and its secret is in the storage that the tabs share. */
  | { type: 'named' }
  /** This tab is going, or may be. */
  | { type: 'goodbye' };

/** The tabs of one browser that have the same Hubbub open. None of these throws or rejects. */
export interface Tabs {
  /** This tab's own, of this visit: not the same after a reload. */
  readonly id: string;
  /** Whether that tab is there. One that does not answer within a second is not. */
  isOpen(id: string): Promise<boolean>;
  /** To all others that are there. */
  say(word: TabMessage): void;
  /** `from` is the id of who said it. */
  hear(listener: (word: TabMessage, from: string) => void): void;
}

/** A tab that knows of no other: for bots, tests, and browsers without BroadcastChannel. */
export function singleTab(): Tabs {
  return { id: 'only', isOpen: async (id) => id === 'only', say: () => {}, hear: () => {} };
}

/** As much of a BroadcastChannel as is needed. */
export type Channel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;

interface Letter {
  from: string;
  word: TabMessage | { type: 'asking'; to: string } | { type: 'here' };
}

/** Milliseconds. */
const ANSWER_WITHIN = 1_000;

/** Tabs that talk over a channel of their own, which works in all of a browser's tabs, also over plain http. */
export function channelTabs(channel: Channel): Tabs {
  const id = newId();
  const gone = new Set<string>();
  const listeners: ((word: TabMessage, from: string) => void)[] = [];
  /** Who is being asked for, and what ends the waiting. */
  const asking = new Map<string, PromiseWithResolvers<boolean>>();
  const post = (word: Letter['word']) => channel.postMessage({ from: id, word } satisfies Letter);

  channel.onmessage = ({ data }: { data: unknown }) => {
    const { from, word } = data as Letter;
    const leaving = word.type === 'goodbye';
    // One that was put away with its page can come back.
    if (leaving) gone.add(from);
    else gone.delete(from);
    asking.get(from)?.resolve(!leaving);
    if (word.type === 'asking') {
      if (word.to === id) post({ type: 'here' });
    } else if (word.type !== 'here') for (const listener of listeners) listener(word, from);
  };

  async function ask(other: string): Promise<boolean> {
    const answer = Promise.withResolvers<boolean>();
    asking.set(other, answer);
    const end = setTimeout(() => answer.resolve(false), ANSWER_WITHIN);
    post({ type: 'asking', to: other });
    const open = await answer.promise;
    clearTimeout(end);
    asking.delete(other);
    return open;
  }

  return {
    id,
    isOpen: async (other) => {
      if (other === id) return true;
      if (gone.has(other)) return false;
      return asking.get(other)?.promise ?? ask(other);
    },
    say: post,
    hear: (listener) => void listeners.push(listener),
  };
}

/** The tabs of this browser, or only this one where they cannot be talked to. The name is the channel's. */
export function browserTabs(name: string): Tabs {
  try {
    return channelTabs(new BroadcastChannel(name));
  } catch {
    return singleTab();
  }
}
