import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pendingIn, settled, textsOf, useFakeTimers } from './support/fixtures.ts';
import { SharedOutboxModel, steps } from './support/shared-outbox-model.ts';

useFakeTimers();

const anySteps = fc.array(fc.tuple(fc.constantFrom(...steps), fc.nat()), { maxLength: 60, size: 'max' });
/** In milliseconds, of the operations of each tab's store. */
const anyDelays = fc.array(fc.constantFrom(0, 0, 1, 3), { minLength: 1 });

it('promise 7, with many tabs: when any of them crashes or is suspended, each message appears once, sent by the tab that owns it', async () => {
  const counts = { adopted: 0, retried: 0 };
  await fc.assert(
    fc.asyncProperty(anySteps, anyDelays, async (steps, delays) => {
      const model = new SharedOutboxModel(delays);
      await model.open();
      for (const [step, pick] of steps) {
        await model.run(step, pick);
        await settled();
      }
      await model.recover();

      const { browser, messages } = model;
      const texts = browser.texts();
      expect(new Set(texts).size).toBe(texts.length);
      for (const { text, isDropped } of messages.values()) if (!isDropped) expect(texts).toContain(text);
      for (const event of browser.log.log('tea')) expect(event).toMatchObject({ text: messages.get(event.cid)!.text });
      for (const { cid, by } of browser.received) {
        const { owners } = messages.get(cid)!;
        expect(owners).toContain(by);
        if (by !== [...owners][0]) counts.adopted++;
      }
      expect(model.wrongAdoptions).toEqual([]);
      expect(await model.store.all()).toEqual([]);
      for (const { client } of browser.tabs) {
        expect(pendingIn(client)).toEqual([]);
        const shown = textsOf(client.rooms.get('tea')!);
        expect(shown).toEqual(texts.slice(-shown.length));
        client.stop();
      }
      counts.retried += model.retriedCount;
    }),
    { numRuns: 1_500 },
  );
  expect(counts.adopted).toBeGreaterThan(50);
  expect(counts.retried).toBeGreaterThan(40);
});
