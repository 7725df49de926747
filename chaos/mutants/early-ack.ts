import type { Appended, Store } from '../../apps/server/src/chat/ports.ts';
import { flawed } from './flawed-store.ts';

/** Milliseconds by which the disk is behind what was said. */
const LATER = 300;

/** Says that it has an event before it has it. */
export function acknowledgesEarly(store: Store): Store {
  const heads = new Map<string, Promise<number>>();
  const seen = new Map<string, Promise<Appended>>();
  return flawed(store, {
    append(draft) {
      const first = seen.get(draft.cid);
      if (first) return first.then((appended) => ({ ...appended, duplicate: true }));
      const head = (heads.get(draft.room) ?? store.head(draft.room)).then((before) => before + 1);
      heads.set(draft.room, head);
      setTimeout(() => void store.append(draft).catch(() => undefined), LATER);
      const appended = head.then((seq) => ({ event: { ...draft, seq }, duplicate: false }));
      seen.set(draft.cid, appended);
      return appended;
    },
  });
}
