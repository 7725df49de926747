import type { ErrorCode } from '@hubbub/protocol/errors';
import type { Event } from '@hubbub/protocol/events';
import { FakeBroadcastChannel } from './fake-broadcast-channel.ts';
import type { Client } from '../../src/index.ts';
import type { OutboxStore } from '../../src/outbox/entry.ts';
import type { FakeServer } from './fake-server.ts';
import { ModelLog } from './model-log.ts';
import { memoryIdentity } from '../../src/identity/identity.ts';
import { ann, createClient, settled } from './fixtures.ts';
import { refusal } from './lines.ts';

/** One tab of ann's browser, and its connection to the server. */
export interface SimulatedTab {
  client: Client;
  server: FakeServer;
  id: string;
  isOnline: boolean;
  /** Frozen by the browser: it receives nothing. */
  isSuspended: boolean;
  joined: Set<string>;
  channel: ReturnType<FakeBroadcastChannel['tab']>;
}

/** Ann's tabs, which share an outbox, and one server that follows the protocol. */
export class SimulatedTabs {
  readonly log = new ModelLog();
  readonly tabs: SimulatedTab[] = [];
  readonly identity = memoryIdentity('ann’s secret');
  /** The cids that the server received, and the tab that sent each, in order. */
  readonly received: { cid: string; by: string }[] = [];
  /** The server refuses the next message with this code. */
  refusal: ErrorCode | undefined;
  readonly #channel = new FakeBroadcastChannel();

  /** Opens a tab, which connects. */
  async open(outbox: OutboxStore, rooms = ['tea']): Promise<SimulatedTab> {
    const channel = this.#channel.tab();
    const { client, server } = createClient({ identity: this.identity, outbox, tabs: channel.tabs });
    const { id } = channel.tabs;
    const tab: SimulatedTab = { client, server, channel, id, isOnline: false, isSuspended: false, joined: new Set() };
    this.tabs.push(tab);
    for (const room of rooms) client.join(room);
    client.start();
    await this.connect(tab);
    return tab;
  }

  async connect(tab: SimulatedTab): Promise<void> {
    if (tab.isOnline) return;
    if (tab.client.state.type === 'waiting') tab.client.wake();
    tab.isOnline = true;
    tab.server.accept();
    tab.server.welcome({ epoch: this.log.epoch });
    await this.drain();
  }

  suspend(tab: SimulatedTab): void {
    tab.isSuspended = true;
    tab.channel.suspend();
  }

  /** The tab receives what was sent to it meanwhile. */
  resume(tab: SimulatedTab): void {
    tab.isSuspended = false;
    tab.channel.resume();
  }

  cut(tab: SimulatedTab): void {
    if (!tab.isOnline) return;
    tab.isOnline = false;
    tab.joined.clear();
    tab.server.close(1006);
  }

  /** Closes the tab without a goodbye. */
  crash(tab: SimulatedTab): void {
    tab.channel.remove();
    tab.isOnline = false;
    tab.client.stop();
    this.tabs.splice(this.tabs.indexOf(tab), 1);
  }

  /** The server handles what it received and broadcasts the results, until nothing is in flight. */
  async drain(): Promise<void> {
    for (let rounds = 0; rounds < 4; rounds++) {
      await settled();
      for (const tab of this.tabs) if (tab.isOnline && !tab.isSuspended) this.#handleCommands(tab);
    }
  }

  sendHeartbeats(): void {
    for (const { server, isOnline, isSuspended, joined } of this.tabs) {
      const heads = Object.fromEntries([...joined].map((room) => [room, this.log.log(room).length]));
      if (isOnline && !isSuspended) server.send({ type: 'heartbeat', heads });
    }
  }

  texts(room = 'tea'): string[] {
    return this.log.log(room).flatMap((event) => (event.type === 'posted' ? [event.text] : []));
  }

  #handleCommands(tab: SimulatedTab): void {
    const { server, joined } = tab;
    for (const command of server.received()) {
      if (command.type === 'hello') server.send({ type: 'you', me: ann });
      else if (command.type === 'join') {
        const { room, after } = command;
        const head = this.log.log(room).length;
        joined.add(room);
        if (after === undefined) server.send({ type: 'joined', ...this.log.newest(room) });
        else {
          server.send({ type: 'resumed', room, epoch: this.log.epoch, after, head });
          server.send(...this.log.eventsAfter(room, after));
        }
      } else if (command.type === 'send') {
        const { room, cid } = command;
        this.received.push({ cid, by: tab.id });
        const earlier = this.log.earlier(command);
        const event = this.refusal ?? earlier ?? this.log.apply(command);
        this.refusal = undefined;
        if (typeof event === 'string') server.send(refusal({ command: 'send', room, cid, code: event }));
        else {
          if (!earlier) this.#broadcast(event);
          server.send({ type: 'ack', room, cid, seq: event.seq });
        }
      }
    }
  }

  #broadcast(event: Event): void {
    for (const { server, joined, isOnline } of this.tabs) if (isOnline && joined.has(event.room)) server.send(event);
  }
}
