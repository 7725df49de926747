import type { ErrorCode } from '@hubbub/protocol/errors';
import type { Event } from '@hubbub/protocol/events';
import { Air } from './fake-broadcast-channel.ts';
import { Client } from '../../src/client.ts';
import type { OutboxStore } from '../../src/outbox/entry.ts';
import { FakeServer } from './fake-server.ts';
import { Histories } from './model-log.ts';
import { memoryIdentity } from '../../src/identity/identity.ts';
import { ann, refusal, settled } from './fixtures.ts';

/** One tab of ann's browser, and its line to the server. */
export interface House {
  client: Client;
  line: FakeServer;
  id: string;
  online: boolean;
  asleep: boolean;
  joined: Set<string>;
  end: ReturnType<Air['tab']>;
}

/** Ann's tabs, which share an outbox, and one server that keeps the protocol. */
export class Street {
  readonly histories = new Histories();
  readonly houses: House[] = [];
  readonly identity = memoryIdentity('ann’s secret');
  /** What was sent by which tab, in order. */
  readonly heard: { cid: string; by: string }[] = [];
  refusal: ErrorCode | undefined;
  readonly #air = new Air();

  /** A tab is opened, and connects. */
  async opens(outbox: OutboxStore, rooms = ['tea']): Promise<House> {
    const end = this.#air.tab();
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
    const house: House = { client, line, end, id: end.tabs.id, online: false, asleep: false, joined: new Set() };
    this.houses.push(house);
    for (const room of rooms) client.join(room);
    client.start();
    await this.connects(house);
    return house;
  }

  async connects(house: House): Promise<void> {
    if (house.online) return;
    if (house.client.state.type === 'waiting') house.client.wake();
    house.online = true;
    house.line.accepts();
    house.line.welcomes({ epoch: this.histories.epoch });
    await this.works();
  }

  cuts(house: House): void {
    if (!house.online) return;
    house.online = false;
    house.joined.clear();
    house.line.hangsUp(1006);
  }

  /** The tab is gone from one moment to the next. */
  crashes(house: House): void {
    house.end.vanishes();
    house.online = false;
    house.client.stop();
    this.houses.splice(this.houses.indexOf(house), 1);
  }

  /** The server does what it is told, and everybody hears of it. */
  async works(): Promise<void> {
    for (let rounds = 0; rounds < 4; rounds++) {
      await settled();
      for (const house of this.houses) if (house.online && !house.asleep) this.#obeys(house);
    }
  }

  beats(): void {
    for (const { line, online, asleep, joined } of this.houses) {
      const heads = Object.fromEntries([...joined].map((room) => [room, this.histories.log(room).length]));
      if (online && !asleep) line.says({ type: 'heartbeat', heads });
    }
  }

  /** What the tab shows as not there yet, in order. */
  pending({ client }: House, room = 'tea'): string[] {
    return (client.rooms.get(room)?.pending ?? []).map(({ text, state }) => `${text} ${state}`);
  }

  texts(room = 'tea'): string[] {
    return this.histories.log(room).flatMap((event) => (event.type === 'posted' ? [event.text] : []));
  }

  #obeys(house: House): void {
    const { line, joined } = house;
    for (const command of line.heard()) {
      if (command.type === 'hello') line.says({ type: 'you', me: ann });
      else if (command.type === 'join') {
        const { room, after } = command;
        const head = this.histories.log(room).length;
        joined.add(room);
        if (after === undefined) line.says({ type: 'joined', ...this.histories.newest(room) });
        else {
          line.says({ type: 'resumed', room, epoch: this.histories.epoch, after, head });
          line.says(...this.histories.eventsAfter(room, after));
        }
      } else if (command.type === 'send') {
        const { room, cid } = command;
        this.heard.push({ cid, by: house.id });
        const first = this.histories.first(command);
        const event = this.refusal ?? first ?? this.histories.does(command);
        this.refusal = undefined;
        if (typeof event === 'string') line.says(refusal({ command: 'send', room, cid, code: event }));
        else {
          if (!first) this.#tells(event);
          line.says({ type: 'ack', room, cid, seq: event.seq });
        }
      }
    }
  }

  #tells(event: Event): void {
    for (const { line, joined, online } of this.houses) if (online && joined.has(event.room)) line.says(event);
  }
}
