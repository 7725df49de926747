import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoomTimeline } from '@hubbub/client/timeline';
import type { Event } from '@hubbub/protocol/events';
import type { Page, Store } from '../../src/chat/ports.ts';
import { claimNames, range, messageAt } from './drafts.ts';
import { eventTypes, makeDraft } from './arbitrary-drafts.ts';

/** A client that applies events to an earlier page must show the same as a later page. */
export function snapshots(store: () => Store): void {
  describe('a snapshot', () => {
    it('LOG-7: plus the events after it equals a fresh snapshot, wherever it was taken', async () => {
      await claimNames(store(), 'Bob', 'Cy');
      let run = 0;
      const appliedTypes = new Set<string>();
      const histories = fc.record({
        makers: fc.array(makeDraft, { maxLength: 20, size: 'max' }),
        limit: fc.integer({ min: 1, max: 25 }),
        away: fc.nat(),
      });
      await fc.assert(
        fc.asyncProperty(histories, async ({ makers, limit, away }) => {
          const room = `room ${++run}`;
          const page = (size: number) => store().page(room, { type: 'newest' }, size);
          const pages = [await page(limit)];
          const live: Event[] = [];
          for (const [index, make] of makers.entries()) {
            const draft = { ...make(room, `${run} ${index}`), at: index + 1 };
            // Many changes miss their target and are refused.
            const event = await store()
              .append(draft)
              .then(
                ({ event }) => event,
                () => undefined,
              );
            if (!event) continue;
            live.push(event);
            pages.push(await page(limit));
          }
          const fresh = await page(100);
          const stored = await store().eventsAfter(room, 0, 100);
          expect(pages.map(({ head }) => head)).toEqual(range(0, fresh.head));
          expect(stored.map(({ seq }) => seq)).toEqual(range(1, fresh.head));

          for (const taken of pages) {
            const { head } = taken;
            // All events live, all read later, and live until the connection was lost and read afterwards.
            for (const cut of [fresh.head, head, head + (away % (fresh.head - head + 1))]) {
              const resumed = await store().eventsAfter(room, cut, 100);
              const events = [...live.slice(head, cut), ...resumed];
              expect(shown(taken, events)).toEqual(asShownFrom(fresh, taken));
              for (const { type } of events) appliedTypes.add(type);
            }
          }
          for (const message of fresh.messages) expect(await messageAt(store(), room, message.seq)).toEqual(message);
        }),
        { numRuns: 60 },
      );
      expect([...appliedTypes].toSorted()).toEqual(eventTypes.toSorted());
    });
  });
}

/** As the client's timeline shows it. */
function shown({ messages, older, head, topic }: Page, events: Event[]): Omit<Page, 'newer'> {
  const log = new RoomTimeline();
  log.reset({ room: 'any', epoch: 'any', messages, older, head, topic });
  for (const event of events) expect(log.apply(event)).toBe('applied');
  return { messages: [...log.messages], older: log.older, head: log.head, topic: log.topic };
}

/** The part of the fresh page that a client with the earlier page has: from its first message, or above its head if it was empty. */
function asShownFrom({ messages, head, topic }: Page, { messages: earlier, head: since }: Page): Omit<Page, 'newer'> {
  const first = earlier[0]?.seq ?? since + 1;
  return {
    messages: messages.filter(({ seq }) => seq >= first),
    older: messages.some(({ seq }) => seq < first),
    head,
    topic,
  };
}
