import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ClientModel } from './support/client-model.ts';
import { expectAllDelivered, expectMatch } from './support/client-model-checks.ts';
import { clientCommands } from './support/client-commands.ts';
import { postByBob } from './support/server-commands.ts';
import { useFakeTimers } from './support/fixtures.ts';
import { SimulatedClient } from './support/simulated-client.ts';

useFakeTimers();

it('LOG-1 to LOG-7: after any failures, each action appears once, in order, without gaps, or is shown as pending or refused', async () => {
  await fc.assert(
    fc.asyncProperty(clientCommands, async (commands) => {
      const model = new ClientModel();
      const tab = new SimulatedClient(model);
      await fc.asyncModelRun(() => ({ model: model, real: tab }), commands);

      if (!model.online) tab.connect(model);
      await tab.drain(model);
      // No event follows the lost one, so only a heartbeat reveals the gap.
      postByBob(tab.server);
      tab.server.broadcast();
      tab.server.loseEvent('last');
      for (let rounds = 0; rounds < 4; rounds++) {
        await tab.drain(model);
        expectMatch(model, tab.client, tab.server);
        tab.server.heartbeat();
      }
      await tab.drain(model);
      expectAllDelivered(model, tab.client, tab.server);
      expect((await tab.outbox.all()).map(({ cid }) => cid)).toEqual(model.failed);
      tab.client.stop();
    }),
    { numRuns: 800 },
  );
});
