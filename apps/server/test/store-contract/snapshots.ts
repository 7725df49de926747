import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RoomTimeline } from '@hubbub/client/timeline';
import type { Event } from '@hubbub/protocol/events';
import type { Page, Store } from '../../src/chat/ports.ts';
import { call, range, messageAt } from './drafts.ts';
import { kindsOfEvents, step } from './arbitrary-drafts.ts';

/** What a client makes of a page and the events above it is what a page of later would tell it. */
export function snapshots(store: () => Store): void {
  describe('a snapshot', () => {
    it('LOG-7: and the events after it are a fresh snapshot, wherever it was taken', async () => {
      await call(store(), 'Bob', 'Cy');
      let run = 0;
      const followed = new Set<string>();
      const histories = fc.record({
        steps: fc.array(step, { maxLength: 20, size: 'max' }),
        limit: fc.integer({ min: 1, max: 25 }),
        away: fc.nat(),
      });
      await fc.assert(
        fc.asyncProperty(histories, async ({ steps, limit, away }) => {
          const room = `room ${++run}`;
          const page = (most: number) => store().page(room, { type: 'newest' }, most);
          const pages = [await page(limit)];
          const live: Event[] = [];
          for (const [index, draw] of steps.entries()) {
            const draft = { ...draw(room, `${run} ${index}`), at: index + 1 };
            // Many a change misses its message, and is refused.
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
            // Heard as it happened, read later, and the one until a line was cut and the other afterwards.
            for (const cut of [fresh.head, head, head + (away % (fresh.head - head + 1))]) {
              const resumed = await store().eventsAfter(room, cut, 100);
              const events = [...live.slice(head, cut), ...resumed];
              expect(shown(taken, events)).toEqual(asShownFrom(fresh, taken));
              for (const { type } of events) followed.add(type);
            }
          }
          for (const message of fresh.messages) expect(await messageAt(store(), room, message.seq)).toEqual(message);
        }),
        { numRuns: 60 },
      );
      expect([...followed].toSorted()).toEqual(kindsOfEvents.toSorted());
    });
  });
}

/** By the page's own client. */
function shown({ messages, older, head, topic }: Page, events: Event[]): Omit<Page, 'newer'> {
  const log = new RoomTimeline();
  log.reset({ room: 'any', epoch: 'any', messages, older, head, topic });
  for (const event of events) expect(log.apply(event)).toBe('applied');
  return { messages: [...log.messages], older: log.older, head: log.head, topic: log.topic };
}

/** Everything from where the older page began, or from its head on if there was nothing. */
function asShownFrom({ messages, head, topic }: Page, { messages: earlier, head: since }: Page): Omit<Page, 'newer'> {
  const first = earlier[0]?.seq ?? since + 1;
  return {
    messages: messages.filter(({ seq }) => seq >= first),
    older: messages.some(({ seq }) => seq < first),
    head,
    topic,
  };
}
