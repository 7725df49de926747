import type { ErrorCode } from '@hubbub/protocol/errors';
import type { Event } from '@hubbub/protocol/events';
import { FakeBroadcastChannel } from './fake-broadcast-channel.ts';
import { Client } from '../../src/client.ts';
import type { OutboxStore } from '../../src/outbox/entry.ts';
import { FakeServer } from './fake-server.ts';
import { ModelLog } from './model-log.ts';
import { memoryIdentity } from '../../src/identity/identity.ts';
import { ann, refusal, settled } from './fixtures.ts';

/** One tab of ann's browser, and its connection to the server. */
export interface SimulatedTab {
  client: Client;
  server: FakeServer;
  id: string;
  isOnline: boolean;
  isAsleep: boolean;
  joined: Set<string>;
  channel: ReturnType<FakeBroadcastChannel['tab']>;
}

/** Ann's tabs, which share an outbox, and one server that keeps the protocol. */
export class SimulatedTabs {
  readonly log = new ModelLog();
  readonly tabs: SimulatedTab[] = [];
  readonly identity = memoryIdentity('ann’s secret');
  /** The cids that the server received, and the tab that sent each, in order. */
  readonly received: { cid: string; by: string }[] = [];
  refusal: ErrorCode | undefined;
  readonly #channel = new FakeBroadcastChannel();

  /** Opens a tab, which connects. */
  async open(outbox: OutboxStore, rooms = ['tea']): Promise<SimulatedTab> {
    const end = this.#channel.tab();
    const line = new FakeServer();
    const client = new Client({
      url: 'ws://here/ws',
      api: 'http://here/api',
      WebSocket: line.WebSocket,
      random: () => 0.5,
      identity: this.identity,
      outbox,
      tabs: end.tabs,
    });
    const tab: SimulatedTab = {
      client,
      server: line,
      channel: end,
      id: end.tabs.id,
      isOnline: false,
      isAsleep: false,
      joined: new Set(),
    };
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
    tab.server.accepts();
    tab.server.welcomes({ epoch: this.log.epoch });
    await this.drain();
  }

  cut(tab: SimulatedTab): void {
    if (!tab.isOnline) return;
    tab.isOnline = false;
    tab.joined.clear();
    tab.server.hangsUp(1006);
  }

  /** Closes the tab without a goodbye. */
  crash(tab: SimulatedTab): void {
    tab.channel.vanishes();
    tab.isOnline = false;
    tab.client.stop();
    this.tabs.splice(this.tabs.indexOf(tab), 1);
  }

  /** The server handles what it received and broadcasts the results, until nothing is in flight. */
  async drain(): Promise<void> {
    for (let rounds = 0; rounds < 4; rounds++) {
      await settled();
      for (const tab of this.tabs) if (tab.isOnline && !tab.isAsleep) this.#handleCommands(tab);
    }
  }

  sendHeartbeats(): void {
    for (const { server: line, isOnline: online, isAsleep: asleep, joined } of this.tabs) {
      const heads = Object.fromEntries([...joined].map((room) => [room, this.log.log(room).length]));
      if (online && !asleep) line.says({ type: 'heartbeat', heads });
    }
  }

  /** The text and state of the entries that the tab shows as pending, in order. */
  pending({ client }: SimulatedTab, room = 'tea'): string[] {
    return (client.rooms.get(room)?.pending ?? []).map(({ text, state }) => `${text} ${state}`);
  }

  texts(room = 'tea'): string[] {
    return this.log.log(room).flatMap((event) => (event.type === 'posted' ? [event.text] : []));
  }

  #handleCommands(tab: SimulatedTab): void {
    const { server: line, joined } = tab;
    for (const command of line.heard()) {
      if (command.type === 'hello') line.says({ type: 'you', me: ann });
      else if (command.type === 'join') {
        const { room, after } = command;
        const head = this.log.log(room).length;
        joined.add(room);
        if (after === undefined) line.says({ type: 'joined', ...this.log.newest(room) });
        else {
          line.says({ type: 'resumed', room, epoch: this.log.epoch, after, head });
          line.says(...this.log.eventsAfter(room, after));
        }
      } else if (command.type === 'send') {
        const { room, cid } = command;
        this.received.push({ cid, by: tab.id });
        const first = this.log.first(command);
        const event = this.refusal ?? first ?? this.log.does(command);
        this.refusal = undefined;
        if (typeof event === 'string') line.says(refusal({ command: 'send', room, cid, code: event }));
        else {
          if (!first) this.#broadcast(event);
          line.says({ type: 'ack', room, cid, seq: event.seq });
        }
      }
    }
  }

  #broadcast(event: Event): void {
    for (const { server: line, joined, isOnline: online } of this.tabs)
      if (online && joined.has(event.room)) line.says(event);
  }
}
