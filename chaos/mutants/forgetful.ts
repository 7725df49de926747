import { randomUUID } from 'node:crypto';
import type { Appended, Store } from '../../apps/server/src/chat/ports.ts';
import { mutateStore } from './flawed-store.ts';

/** Remembers cids only until it exits; the database, which would remember them, is given others. */
export function forgetsCids(store: Store): Store {
  const life = randomUUID().slice(0, 8);
  const seen = new Map<string, Promise<Appended>>();
  const real = <Kept extends { cid: string }>(kept: Kept): Kept => ({ ...kept, cid: kept.cid.split('~')[0]! });
  return mutateStore(store, {
    append(draft) {
      const first = seen.get(draft.cid);
      if (first) return first.then((appended) => ({ ...appended, duplicate: true }));
      const appended = store
        .append({ ...draft, cid: `${draft.cid}~${life}` })
        .then(({ event, duplicate }) => ({ event: real(event), duplicate }));
      seen.set(draft.cid, appended);
      return appended;
    },
    newest: async (...asked) => {
      const { head, events } = await store.newest(...asked);
      return { head, events: events.map(real) };
    },
    eventsAfter: async (...asked) => (await store.eventsAfter(...asked)).map(real),
    page: async (room, where, limit) => {
      const page = await store.page(room, where, limit);
      return { ...page, messages: page.messages.map(real) };
    },
  });
}
