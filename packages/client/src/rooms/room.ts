import type { Command } from '@hubbub/protocol/commands';
import type { Event, Message, Person } from '@hubbub/protocol/events';
import type { MessagePage } from '@hubbub/protocol/http';
import { MAX_PAGE_MESSAGES } from '@hubbub/protocol/limits';
import type { People, Refusal, ResetReason, ServerLine, Snapshot } from '@hubbub/protocol/lines';
import { isTransient } from '../errors.ts';
import type { Entry } from '../outbox/entry.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { PageQuery } from '../timeline/fetch-page.ts';
import { HistoryLoader } from '../timeline/history-loader.ts';
import { RoomTimeline } from '../timeline/room-timeline.ts';
import { MyReactions } from './my-reactions.ts';
import { lastShared } from './shared-history.ts';
import { Typing, type OthersTyping } from './typing.ts';

/**
 * A joined room. The object stays the same and its properties change; `pending`, `people`, `typing`, `timeline.messages`
 * and `timeline.detached` are new objects after a change, so a view can compare them.
 */
export interface RoomView {
  /** The canonical name, which may differ from what `join` was given. */
  readonly room: string;
  readonly timeline: Readonly<Omit<RoomTimeline, 'reset' | 'apply' | 'add' | 'open' | 'quote'>>;
  /** The actions of this person that the timeline does not show yet, in order. Never shown beside its own message. */
  readonly pending: readonly Entry[];
  readonly people: People | null;
  /** Other people who are typing; null when nobody is. Expires without a line from the server. */
  readonly typing: OthersTyping | null;
  /** `joining` until the first page has arrived; `live` from then on, even offline: see `Client.state`. */
  readonly phase: 'joining' | 'live' | 'refused';
  /** Why the room is `refused`. Joining it again clears this. */
  readonly refusal: Refusal | undefined;
  /** At the ends of what is shown: the detached segment if there is one, else the newest messages. */
  readonly loadingOlder: boolean;
  readonly loadingNewer: boolean;
  /** Why the timeline last started again and dropped its messages. */
  readonly reset: ResetReason | undefined;
}

/** The parts of the client that a room uses. */
export interface RoomHost {
  outbox: Outbox;
  send: (commands: Command[]) => void;
  me: () => Person | null;
  readPage: (room: string, query: PageQuery, limit?: number) => Promise<MessagePage>;
  changed: () => void;
}

/** Handles the lines of its room: membership, timeline, people, and who is typing. */
export class Room implements RoomView {
  readonly room: string;
  readonly timeline = new RoomTimeline();
  readonly history: HistoryLoader;
  readonly myReactions: MyReactions;
  readonly #host: RoomHost;
  readonly #typing: Typing;
  people: People | null = null;
  refusal: Refusal | undefined;
  reset: ResetReason | undefined;
  /** On the current connection. */
  #membership: 'outside' | 'joining' | 'joined' = 'outside';

  constructor(room: string, host: RoomHost) {
    this.room = room;
    this.#host = host;
    this.#typing = new Typing(host.changed);
    this.myReactions = new MyReactions((command) => {
      if (this.isJoined) host.send([{ ...command, room }]);
      return this.isJoined;
    });
    this.history = new HistoryLoader(
      this.timeline,
      (query, limit) => host.readPage(room, query, limit),
      () => this.settle(),
      host.changed,
    );
  }

  get pending(): readonly Entry[] {
    return this.#host.outbox.pending(this.room);
  }

  get typing(): OthersTyping | null {
    return this.#typing.others;
  }

  get phase(): RoomView['phase'] {
    if (this.refusal) return 'refused';
    return this.timeline.epoch === null ? 'joining' : 'live';
  }

  get loadingOlder(): boolean {
    return this.history.isLoading('older');
  }

  get loadingNewer(): boolean {
    return this.history.isLoading('newer');
  }

  /** Whether the server accepts commands for this room on the current connection. */
  get isJoined(): boolean {
    return this.#membership === 'joined';
  }

  /** Asks the server for the room, from the timeline's head if there is one. */
  join(): void {
    this.refusal = undefined;
    this.#sendJoin();
  }

  /** The command that joins on a new connection, which the caller sends; `afresh` ignores the timeline. */
  joinCommand(afresh = false): Command<'join'> {
    this.#membership = 'joining';
    this.myReactions.connectionLost();
    const { epoch, head, cid } = this.timeline;
    const { room } = this;
    if (afresh || epoch === null) return { type: 'join', room };
    return { type: 'join', room, after: head, epoch, ...(cid !== undefined && { cid }) };
  }

  /** Stops its timers. The room is not used afterwards. */
  close(): void {
    this.#typing.stop();
  }

  receive(line: ServerLine): void {
    switch (line.type) {
      case 'joined':
        return this.#start(line);
      case 'reset': {
        const isEndLost = line.reason === 'beyond_head' || line.reason === 'other_history';
        const known = this.#loaded;
        if (isEndLost) this.#host.outbox.endLost(this.room, lastShared(known, line.messages) ?? 0);
        this.#start(line);
        this.reset = line.reason;
        if (isEndLost) void this.#keepLost(known, line);
        return;
      }
      case 'resumed':
        this.#enter();
        // A resume from elsewhere would leave a hole, so everything is requested again.
        if (line.epoch !== this.timeline.epoch || line.after > this.timeline.head) this.#sendJoin(true);
        return;
      case 'people':
        this.people = line;
        return;
      case 'typing':
        return this.#typing.receive(line, this.#host.me()?.id);
      case 'my_reactions':
        return this.myReactions.receive(line);
      case 'error':
        this.#membership = 'outside';
        if (!isTransient(line.code)) this.refusal = line;
        return;
      default:
        // An event of a newer server's type also takes its `seq` in the timeline.
        if (isEvent(line)) this.#apply(line);
    }
  }

  /** Joins again when events were lost on the way, or when a passing fault had refused the room. */
  checkHead(head: number): void {
    const isBehind = this.isJoined && head > this.timeline.head;
    const wasRefused = this.#membership === 'outside' && !this.refusal;
    if (isBehind || wasRefused) this.#sendJoin();
  }

  /** The server refused a command because this client is not in the room. */
  rejoin(): void {
    if (this.isJoined) this.#sendJoin();
  }

  /** Discards from the outbox the entries that the timeline shows, acknowledged or not. */
  settle(): void {
    if (this.pending.length === 0) return;
    for (const message of this.#loaded) this.#discardIfMine(message);
  }

  /** Sends `typing`, at the interval that the protocol allows. */
  sendTyping(): void {
    if (!this.isJoined) return;
    this.#typing.throttle(() => this.#host.send([{ type: 'typing', room: this.room }]));
  }

  #start(page: Snapshot): void {
    // Entries that were acknowledged in another history are gone with it.
    const head = page.epoch === this.timeline.epoch ? page.head : Infinity;
    this.#enter();
    this.timeline.reset(page);
    this.myReactions.forget();
    this.#host.outbox.reached(this.room, head);
    this.settle();
  }

  /** Oldest first. */
  get #loaded(): readonly Message[] {
    const { messages, detached } = this.timeline;
    return [...(detached?.messages ?? []), ...messages];
  }

  /**
   * The server has lost the end of its log, and with it messages of this person that it had acknowledged. Older pages
   * are read until one has a message that was known. Without an answer, all known ones count as lost: sending one again
   * cannot repeat it (LOG-3).
   */
  async #keepLost(known: readonly Message[], { messages, older }: Pick<Snapshot, 'messages' | 'older'>): Promise<void> {
    const shared = lastShared(known, messages);
    const before = messages[0]?.seq ?? 0;
    if (shared === undefined && older && before > (known[0]?.seq ?? Infinity)) {
      const page = this.#host.readPage(this.room, { before }, MAX_PAGE_MESSAGES);
      return this.#keepLost(known, await page.catch(() => ({ messages: [], older: false })));
    }
    const me = this.#host.me();
    const isLost = ({ seq, by, deleted }: Message) => seq > (shared ?? 0) && by === me?.id && !deleted;
    this.#host.outbox.lost(this.room, known.filter(isLost));
    // Another tab may have sent one again.
    this.settle();
  }

  #enter(): void {
    this.#membership = 'joined';
    this.refusal = undefined;
  }

  #apply(event: Event): void {
    if (this.timeline.apply(event) === 'gap') return this.rejoin();
    this.myReactions.apply(event);
    if (event.type === 'posted') this.#typing.posted(event, this.#host.me()?.id);
    this.#discardIfMine(event);
  }

  #sendJoin(afresh?: boolean): void {
    this.#host.send([this.joinCommand(afresh)]);
    this.#host.changed();
  }

  /** Without a name, a known cid was ours as well: its name was lost with the secret, and nobody else knew the cid. */
  #discardIfMine({ by, cid }: { by: string | null; cid: string }): void {
    const me = this.#host.me();
    if (by !== null && (me === null || by === me.id)) this.#host.outbox.discard(cid);
  }
}

function isEvent(line: object): line is Event {
  return 'seq' in line && Number.isInteger(line.seq) && 'at' in line;
}
