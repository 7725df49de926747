import type { Client } from '../../src/client.ts';
import { ModelServer } from './model-server.ts';
import { memoryIdentity } from '../../src/identity/identity.ts';
import type { ClientModel } from './client-model.ts';
import { memoryOutbox } from '../../src/outbox/memory.ts';
import { settled, createClient } from './fixtures.ts';

const ROOMS = ['tea', 'garden'];

/** Ann's client, which may be another one after a reload, and the server it talks to. */
export class SimulatedClient {
  readonly server: ModelServer;
  readonly outbox = memoryOutbox();
  readonly #identity = memoryIdentity('ann’s secret');
  client: Client;
  said = 0;

  constructor(model: ClientModel) {
    this.server = new ModelServer(model);
    this.client = this.#open();
  }

  reload(): void {
    this.client.stop();
    this.server.hangsUp();
    this.server.forgetsPages();
    this.client = this.#open();
  }

  connect(model: ClientModel): void {
    if (this.client.state.type === 'waiting') this.client.wake();
    model.connects(this.server.epoch);
    this.server.answers();
  }

  cut(model: ClientModel): void {
    model.online = false;
    this.server.cuts();
  }

  /** All that is on its way arrives, and all that follows from it. */
  async drain(model: ClientModel): Promise<void> {
    const { server } = this;
    for (let rounds = 0; rounds < 10 && !server.quiet; rounds++) {
      server.reads(Infinity);
      server.acknowledges();
      server.fansOut();
      await server.says(Infinity);
      await this.bring(model, false);
    }
    model.nothingIsMissing();
  }

  /** The pages that were asked for arrive, one after the other. */
  async bring(model: ClientModel, late: boolean): Promise<void> {
    while (this.server.brings(late)) {
      await settled();
      for (const [room, { timeline }] of this.client.rooms)
        model.looks(room, timeline.messages, timeline.detached?.messages ?? []);
    }
  }

  #open(): Client {
    const { server, outbox } = this;
    const { client } = createClient({
      WebSocket: server.line.WebSocket,
      fetch: server.fetch,
      identity: this.#identity,
      outbox,
    });
    for (const room of ROOMS) client.join(room);
    client.start();
    return client;
  }
}
