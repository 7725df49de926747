import type { Event, Message } from '@hubbub/protocol/events';
import type { Store } from '../../apps/server/src/chat/ports.ts';
import { flawed } from './flawed-store.ts';

/** The number that no event has. */
const HOLE = 25;

const told = (seq: number): number => (seq < HOLE ? seq : seq + 1);
const stored = (seq: number): number => (seq < HOLE ? seq : seq - 1);

/** Leaves out one number in each room. */
export function leavesAHole(store: Store): Store {
  const event = (kept: Event): Event =>
    kept.type === 'posted'
      ? { ...kept, seq: told(kept.seq) }
      : { ...kept, seq: told(kept.seq), target: told(kept.target) };
  const message = (kept: Message): Message => ({ ...kept, seq: told(kept.seq), revision: told(kept.revision) });
  return flawed(store, {
    append: async (draft) => {
      const appended = await store.append(draft.type === 'posted' ? draft : { ...draft, target: stored(draft.target) });
      return { ...appended, event: event(appended.event) };
    },
    head: async (room) => told(await store.head(room)),
    newest: async (...asked) => {
      const { head, events } = await store.newest(...asked);
      return { head: told(head), events: events.map(event) };
    },
    eventsAfter: async (room, after, ...most) => (await store.eventsAfter(room, stored(after), ...most)).map(event),
    page: async (room, where, limit) => {
      const page = await store.page(room, 'seq' in where ? { ...where, seq: stored(where.seq) } : where, limit);
      return { ...page, head: told(page.head), messages: page.messages.map(message) };
    },
  });
}
