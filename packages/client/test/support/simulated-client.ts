import type { Client } from '../../src/index.ts';
import { ModelServer } from './model-server.ts';
import { memoryIdentity } from '../../src/identity/identity.ts';
import type { ClientModel } from './client-model.ts';
import { expectNoGaps } from './client-model-checks.ts';
import { memoryOutbox } from '../../src/outbox/memory.ts';
import { settled, createClient } from './fixtures.ts';

const ROOMS = ['tea', 'garden'];

/** Ann's client, which a reload replaces, and its server. */
export class SimulatedClient {
  readonly server: ModelServer;
  readonly outbox = memoryOutbox();
  readonly #identity = memoryIdentity('ann’s secret');
  client: Client;
  sentCount = 0;

  constructor(model: ClientModel) {
    this.server = new ModelServer(model);
    this.client = this.#open();
  }

  reload(): void {
    this.client.stop();
    this.server.disconnected();
    this.server.dropPageRequests();
    this.client = this.#open();
  }

  connect(model: ClientModel): void {
    if (this.client.state.type === 'waiting') this.client.wake();
    model.connect(this.server.epoch);
    this.server.accept();
  }

  cut(model: ClientModel): void {
    model.online = false;
    this.server.cut();
  }

  /** Delivers everything in flight, and everything that results from it. */
  async drain(model: ClientModel): Promise<void> {
    const { server } = this;
    for (let rounds = 0; rounds < 10 && !server.isIdle; rounds++) {
      server.handleCommands(Infinity);
      server.acknowledge();
      server.broadcast();
      await server.deliver(Infinity);
      await this.deliverPages(model, false);
    }
    expectNoGaps(model);
  }

  /** Delivers the requested pages one at a time. */
  async deliverPages(model: ClientModel, late: boolean): Promise<void> {
    while (this.server.answerPageRequest(late)) {
      await settled();
      for (const [room, { timeline }] of this.client.rooms)
        model.pageLoaded(room, timeline.messages, timeline.detached?.messages ?? []);
    }
  }

  #open(): Client {
    const { server, outbox } = this;
    const { client } = createClient({
      WebSocket: server.socketServer.WebSocket,
      fetch: server.fetch,
      identity: this.#identity,
      outbox,
    });
    for (const room of ROOMS) client.join(room);
    client.start();
    return client;
  }
}
