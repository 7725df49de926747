import type { Event } from '@hubbub/protocol/events';
import type { Appended, Store } from '../../apps/server/src/chat/ports.ts';
import { mutateStore } from './flawed-store.ts';

/** Milliseconds between the acknowledgement and the write. */
const WRITE_DELAY_MS = 300;

/** Acknowledges an event before it is stored. */
export function acknowledgesEarly(store: Store): Store {
  const heads = new Map<string, Promise<number>>();
  const seen = new Map<string, Promise<Appended>>();
  return mutateStore(store, {
    append(draft) {
      const first = seen.get(draft.cid);
      if (first) return first.then((appended) => ({ ...appended, duplicate: true }));
      const head = (heads.get(draft.room) ?? store.head(draft.room)).then((before) => before + 1);
      heads.set(draft.room, head);
      setTimeout(() => void store.append(draft).catch(() => undefined), WRITE_DELAY_MS);
      const appended = head.then((seq) => ({ event: { ...draft, seq } as Event, duplicate: false }));
      seen.set(draft.cid, appended);
      return appended;
    },
  });
}
