import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Notes } from './support/client-model.ts';
import { postByBob, steps } from './support/client-commands.ts';
import { Tab } from './support/simulated-client.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('LOG-1 to LOG-7: whatever breaks when, it is once, in order, without a hole, and always to be seen', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      const notes = new Notes();
      const tab = new Tab(notes);
      await fc.asyncModelRun(() => ({ model: notes, real: tab }), steps);

      if (!notes.online) tab.connect(notes);
      await tab.drain(notes);
      // Nothing comes after this one that could tell that it is missing, but for a heartbeat.
      postByBob(tab.server);
      tab.server.fansOut();
      tab.server.loses('last');
      for (let rounds = 0; rounds < 4; rounds++) {
        await tab.drain(notes);
        notes.agree(tab.client, tab.server);
        tab.server.beats();
      }
      await tab.drain(notes);
      notes.allIsWell(tab.client, tab.server);
      expect((await tab.outbox.all()).map(({ cid }) => cid)).toEqual(notes.failed);
      tab.client.stop();
    }),
    { numRuns: 800 },
  );
});
