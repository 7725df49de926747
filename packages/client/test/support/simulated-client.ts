import type { Client } from '../../src/client.ts';
import { HonestServer } from './model-server.ts';
import { memoryIdentity } from '../../src/identity/identity.ts';
import type { Notes } from './client-model.ts';
import { memoryOutbox } from '../../src/outbox/memory.ts';
import { settled, visit } from './fixtures.ts';

const ROOMS = ['tea', 'garden'];

/** Ann's client, which may be another one after a reload, and the server it talks to. */
export class Tab {
  readonly server: HonestServer;
  readonly outbox = memoryOutbox();
  readonly #identity = memoryIdentity('ann’s secret');
  client: Client;
  said = 0;

  constructor(notes: Notes) {
    this.server = new HonestServer(notes);
    this.client = this.#open();
  }

  reload(): void {
    this.client.stop();
    this.server.hangsUp();
    this.server.forgetsPages();
    this.client = this.#open();
  }

  connect(notes: Notes): void {
    if (this.client.state.type === 'waiting') this.client.wake();
    notes.connects(this.server.epoch);
    this.server.answers();
  }

  cut(notes: Notes): void {
    notes.online = false;
    this.server.cuts();
  }

  /** All that is on its way arrives, and all that follows from it. */
  async drain(notes: Notes): Promise<void> {
    const { server } = this;
    for (let rounds = 0; rounds < 10 && !server.quiet; rounds++) {
      server.reads(Infinity);
      server.acknowledges();
      server.fansOut();
      await server.says(Infinity);
      await this.bring(notes, false);
    }
    notes.nothingIsMissing();
  }

  /** The pages that were asked for arrive, one after the other. */
  async bring(notes: Notes, late: boolean): Promise<void> {
    while (this.server.brings(late)) {
      await settled();
      for (const [room, { timeline }] of this.client.rooms)
        notes.looks(room, timeline.messages, timeline.detached?.messages ?? []);
    }
  }

  #open(): Client {
    const { server, outbox } = this;
    const { client } = visit({
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
