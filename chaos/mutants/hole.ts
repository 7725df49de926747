import type { Event, Message } from '@hubbub/protocol/events';
import type { Store } from '../../apps/server/src/chat/ports.ts';
import { mutateStore } from './flawed-store.ts';

/** The `seq` that no event has. */
const HOLE_SEQ = 25;

const visible = (seq: number): number => (seq < HOLE_SEQ ? seq : seq + 1);
const stored = (seq: number): number => (seq < HOLE_SEQ ? seq : seq - 1);

/** Skips one `seq` in each room. */
export function leavesAHole(store: Store): Store {
  const event = (kept: Event): Event =>
    kept.type === 'posted'
      ? { ...kept, seq: visible(kept.seq) }
      : { ...kept, seq: visible(kept.seq), target: visible(kept.target) };
  const message = (kept: Message): Message => ({ ...kept, seq: visible(kept.seq), revision: visible(kept.revision) });
  return mutateStore(store, {
    append: async (draft) => {
      const appended = await store.append(draft.type === 'posted' ? draft : { ...draft, target: stored(draft.target) });
      return { ...appended, event: event(appended.event) };
    },
    head: async (room) => visible(await store.head(room)),
    newest: async (...asked) => {
      const { head, events } = await store.newest(...asked);
      return { head: visible(head), events: events.map(event) };
    },
    eventsAfter: async (room, after, ...most) => (await store.eventsAfter(room, stored(after), ...most)).map(event),
    page: async (room, where, limit) => {
      const page = await store.page(room, 'seq' in where ? { ...where, seq: stored(where.seq) } : where, limit);
      return { ...page, head: visible(page.head), messages: page.messages.map(message) };
    },
  });
}
