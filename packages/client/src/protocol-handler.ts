import type { Command } from '@hubbub/protocol/commands';
import type { Person } from '@hubbub/protocol/events';
import { DEFAULT_TEXT_BYTES } from '@hubbub/protocol/limits';
import type { MentionsPage, Reactions, Refusal, ServerLine } from '@hubbub/protocol/lines';
import { Connection, type ConnectionOptions } from './connection.ts';
import type { Identity } from './identity/identity.ts';
import { SignIn } from './identity/sign-in.ts';
import type { OutboxStore } from './outbox/entry.ts';
import { Outbox } from './outbox/outbox.ts';
import { singleTab, type Tabs } from './outbox/tabs.ts';
import { PendingRequests } from './pending-requests.ts';
import { Rooms } from './rooms/rooms.ts';
import { UnreadRooms } from './rooms/unread.ts';
import { fetchPage } from './timeline/fetch-page.ts';

export interface ClientOptions extends Pick<ConnectionOptions, 'url' | 'WebSocket' | 'random'> {
  /** `http(s)://…/api` */
  api: string;
  identity: Identity;
  outbox: OutboxStore;
  /** The other tabs of this browser that use the same outbox and identity. By default there are none. */
  tabs?: Tabs;
  fetch?: typeof fetch;
}

/** For a refusal that does not say when to go on. */
const DEFAULT_RETRY_SECONDS = 5;

/** The client's side of the protocol: routes the server's lines to the client's parts, and sends what is due. */
export class ProtocolHandler {
  readonly connection: Connection;
  readonly signIn: SignIn;
  readonly outbox: Outbox;
  readonly rooms: Rooms;
  readonly unread: UnreadRooms;
  readonly mentions: PendingRequests<MentionsPage>;
  readonly reactions: PendingRequests<Reactions>;
  readonly tabs: Tabs;
  /** See `Client.epoch`. */
  epoch: string | null = null;
  maxTextBytes = DEFAULT_TEXT_BYTES;
  readonly #changed: () => void;

  constructor(options: ClientOptions, changed: () => void) {
    this.#changed = changed;
    // Called through the global object, as browsers require.
    const get = options.fetch ?? ((input, init) => fetch(input, init));
    const send = (commands: Command[]) => this.connection.send(commands);
    const request = (command: Command) => {
      if (!this.isOnline) return false;
      send([command]);
      return true;
    };
    const renames = new PendingRequests<Person>(request);
    this.tabs = options.tabs ?? singleTab();
    this.outbox = new Outbox({
      store: options.outbox,
      tabs: this.tabs,
      room: (name) => this.rooms.all.get(name),
      onRead: () => this.rooms.settle(),
      // Entries of other rooms are sent as well, whichever room this visit begins in.
      onAdopted: (rooms) => {
        for (const room of rooms) this.rooms.join(room);
      },
      changed,
    });
    this.connection = new Connection({
      ...options,
      onOpen: () => this.#opened(),
      onLine: (line) => this.#receive(line),
      onState: ({ type }) => {
        if (type !== 'online') {
          renames.connectionLost();
          this.mentions.connectionLost();
          this.reactions.connectionLost();
        }
        changed();
      },
    });
    this.mentions = new PendingRequests(request);
    this.reactions = new PendingRequests(request);
    this.signIn = new SignIn(options.identity, send, renames);
    this.unread = new UnreadRooms((command) => send([command]));
    this.rooms = new Rooms({
      outbox: this.outbox,
      send,
      me: () => this.signIn.me,
      readPage: (room, query, limit) => fetchPage(get, options.api, room, query, limit),
      changed,
    });
    this.tabs.onMessage(({ type }) => {
      if (type === 'named') this.signIn.checkIdentity();
    });
  }

  get isOnline(): boolean {
    return this.connection.state.type === 'online';
  }

  /** Sends the outbox's due entries, as soon as the server knows this person. */
  sendDue(): void {
    if (!this.isOnline || !this.signIn.isGreeted || !this.signIn.me) return;
    this.connection.send(this.outbox.takeDue(this.maxTextBytes));
  }

  #opened(): void {
    void this.outbox.resend();
    this.connection.send([
      this.signIn.openingCommand(),
      ...this.rooms.openingCommands(),
      ...this.unread.openingCommands(),
    ]);
  }

  #receive(line: ServerLine): void {
    switch (line.type) {
      case 'welcome':
        if (line.epoch !== this.epoch) this.unread.forget();
        this.epoch = line.epoch;
        this.maxTextBytes = line.maxText;
        break;
      case 'you':
        this.signIn.answered(line);
        break;
      case 'named':
        this.signIn.named(line);
        this.tabs.send({ type: 'named' });
        break;
      case 'ack':
        this.outbox.acknowledged(line.cid, line.seq);
        break;
      case 'unread':
        this.unread.receive(line);
        break;
      case 'mentions':
        this.mentions.answered(line);
        break;
      case 'reactions':
        this.reactions.answered(line);
        break;
      case 'heartbeat':
        this.signIn.retry();
        this.unread.retry();
        this.rooms.checkHeads(line);
        void this.outbox.adopt();
        break;
      case 'error':
        this.#refused(line);
        break;
      default:
        this.rooms.receive(line);
    }
    this.#changed();
  }

  #refused(line: Refusal): void {
    const { command, cid } = line;
    if (command === 'name' || command === 'rename') this.signIn.refused(line);
    else if (command === 'join') this.rooms.receive(line);
    else if (command === 'mentions') this.mentions.refused(line);
    else if (command === 'reactions') this.reactions.refused(line);
    else if (command === 'my_reactions') this.rooms.all.get(line.room ?? '')?.myReactions.refused();
    else if (command === 'watch') this.unread.refused(line);
    else if (cid !== undefined) this.#entryRefused(cid, line);
  }

  #entryRefused(cid: string, { code, reason, room, retryAfter }: Refusal): void {
    if (code === 'rate_limited') return this.outbox.postpone(cid, retryAfter ?? DEFAULT_RETRY_SECONDS);
    if (code !== 'not_joined' && code !== 'name_needed') return this.outbox.failed(cid, code, reason);
    this.outbox.requeue(cid);
    if (code === 'name_needed') this.signIn.nameNeeded();
    else this.rooms.all.get(room ?? '')?.rejoin();
  }
}
