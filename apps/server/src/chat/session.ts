import type { Participant, Person } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';
import { cleanRoom } from '@hubbub/protocol/names';
import type { CommandQueue } from './command-queue.ts';
import type { ConnectionWriter } from './delivery/connection-writer.ts';
import { ChatError, type RefusedCommand } from './errors.ts';
import type { Limiter } from './limiter/limiter.ts';
import { isPost, SessionBudget } from './limiter/session-budget.ts';
import type { NewestPages } from './log/newest-pages.ts';
import { MAX_BAD_LINES, type ChatLimits } from './limits.ts';
import type { ConnectedPeople, PersonSession } from './people/connected-people.ts';
import type { Names, ReservedGuest } from './people/names.ts';
import type { Command, Draft, Packet, Store } from './ports.ts';
import type { Room } from './room.ts';
import { SessionCommands, type CommandSession } from './session-commands.ts';
import type { Subscriber, Subscription } from './subscription.ts';
import type { UnreadSession, UnreadSubscription } from './unread/subscription.ts';
import type { UnreadTracker } from './unread/tracker.ts';

/** What a command contributes to its draft. */
type DraftContent = Draft extends infer D ? (D extends Draft ? Omit<D, 'room' | 'at' | 'cid'> : never) : never;

/** The hub, as sessions and commands use it. */
export interface SessionHost {
  readonly store: Store;
  readonly limits: ChatLimits;
  readonly names: Names;
  readonly people: ConnectedPeople;
  readonly unread: UnreadTracker;
  readonly newestPages: NewestPages;
  readonly commands: CommandQueue;
  readonly limiter: Limiter;
  readonly stopping: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called with errors that are the server's fault. */
  readonly report: (error: unknown) => void;
  /** Runs a command. Returns a promise when the session's next command must wait for it. */
  readonly dispatch: (session: Session, command: Command) => Promise<void> | undefined;
  openRoom(name: string, resuming?: boolean): Promise<Room>;
  closeRoom(name: string): void;
  remove(session: Session): void;
}

/** One connection: its participant, its rooms, and its commands in order. */
export class Session implements Subscriber, PersonSession, UnreadSession, CommandSession {
  readonly hub: SessionHost;
  readonly writer: ConnectionWriter;
  readonly subscriptions = new Map<string, Subscription<Room>>();
  /** The part of the client's address that counts as one client (see `networkOf`). */
  readonly network: string;
  readonly budget: SessionBudget;
  participant: Participant | null = null;
  /** Set by the first `watch` command. */
  unread: UnreadSubscription | undefined;
  #releaseName: (() => void) | undefined;
  readonly #commands: SessionCommands;
  #badLines = 0;
  #closed = false;
  /** The session was lagging when its person was renamed. */
  #identityUnsent = false;

  constructor(hub: SessionHost, writer: ConnectionWriter, network: string) {
    this.hub = hub;
    this.writer = writer;
    this.network = network;
    this.#commands = new SessionCommands(this, hub.commands);
    this.budget = new SessionBudget(hub.limiter, network);
  }

  /** Every received command is done, except for those that wait for the client. */
  get idle(): boolean {
    return this.#commands.idle;
  }

  send(line: ServerLine): void {
    if (!this.#closed) this.writer.send(line);
  }

  /**
   * Commands take effect in the order in which they were received. One that must be finished before the next starts
   * (a join, a name) returns a promise; a send does not, so that several sends share one commit.
   */
  receive(frame: Iterable<Command>): void {
    if (!this.hub.stopping) this.#commands.receive(frame);
  }

  /** Refuses a line or a command, and closes the connection after too much malformed input. */
  refuse(error: unknown, command: RefusedCommand = {}): void {
    const refusal = error instanceof ChatError ? error : new ChatError('internal');
    // An unexpected error, and one with a cause, is the server's fault.
    if (refusal !== error || refusal.cause !== undefined) this.hub.report(error);
    if (this.#closed) return;
    const sent = this.writer.send(refusal.toLine(command));
    // A dialect that cannot express errors can only close.
    if (!sent && refusal.isServerFault) this.writer.close('unavailable');
    if (!sent && refusal.code === 'room_lookalike') this.writer.close('bad_room');
    if (refusal.isMalformedInput && ++this.#badLines >= MAX_BAD_LINES) {
      this.#commands.clear();
      this.writer.close('bad_input');
    }
  }

  /** Reports an error that no command caused, and closes the connection. Its client reconnects and resumes. */
  fail(error: unknown): void {
    this.hub.report(error);
    this.writer.close('unavailable');
  }

  /** Posts what a command asks for, and acknowledges the command once its event is on disk. */
  post(room: Room, command: { type: string; room: string; cid: string }, content: DraftContent): void {
    const draft: Draft = { ...content, room: room.name, at: this.hub.now(), cid: command.cid };
    const posted = room.post(draft).then(
      ({ event }) => this.send({ type: 'ack', room: event.room, cid: event.cid, seq: event.seq }),
      (error: unknown) => this.refuse(error, command),
    );
    void this.#commands.awaitCommit('text' in draft ? draft.text.length : 0, posted);
  }

  /** Returns the person under their current name, which may be newer than the given one. */
  signIn(person: Person): Person {
    const current = this.hub.people.add(this, person);
    this.budget.signedIn(person.id);
    this.#become(current);
    this.unread?.signedIn();
    return current;
  }

  signInAsGuest({ participant, release }: ReservedGuest): void {
    this.#releaseName = release;
    this.#become(participant);
  }

  /** The session's person was renamed. */
  rename(person: Person): void {
    this.#become(person);
    if (this.writer.lagging) this.#identityUnsent = true;
    else this.sendIdentity();
  }

  /** Sends the session's person; null without one, and for a guest, who cannot come back. */
  sendIdentity(): void {
    const { participant } = this;
    const id = participant?.id ?? null;
    this.send({ type: 'you', me: participant === null || id === null ? null : { id, name: participant.name } });
  }

  /** Joins a room, after `reply` was written, in place of an earlier subscription to the same room. */
  join(room: Room, cursor?: number, reply?: Packet): void {
    const former = this.subscriptions.get(room.name);
    // Nothing is awaited here, so that no event of the former subscription follows the reply.
    if (former !== undefined) this.leave(former);
    this.writer.sendPacket(reply);
    this.subscriptions.set(room.name, room.subscribe(this, cursor));
    this.unread?.joined(room.name);
  }

  /** The room may be spelled as in a link. */
  subscriptionTo(room: string): Subscription<Room> | undefined {
    const subscription = this.subscriptions.get(room);
    if (subscription !== undefined) return subscription;
    const cleaned = cleanRoom(room);
    return cleaned.ok ? this.subscriptions.get(cleaned.name) : undefined;
  }

  leave(subscription: Subscription<Room>): void {
    const { room } = subscription;
    this.subscriptions.delete(room.name);
    room.unsubscribe(subscription);
    this.hub.closeRoom(room.name);
    this.unread?.left(room.name);
  }

  /**
   * Sends the heads of the rooms in which this client has everything. The answer to a `ping` has only those that have
   * changed since the last time: a client may ask often, and be in many rooms.
   */
  sendHeartbeat(onlyChanged = false): void {
    this.writer.closeIfLaggingTooLong();
    if (this.writer.lagging) return;
    const heads: Record<string, number> = Object.create(null);
    for (const subscription of this.subscriptions.values()) {
      const { live, announcedHead, room, shard } = subscription;
      if (!live || (onlyChanged && announcedHead === shard.published)) continue;
      heads[room.name] = subscription.announcedHead = shard.published;
    }
    this.send({ type: 'heartbeat', heads });
  }

  /** Called when the connection's buffer is empty. A session that was lagging continues where it stopped. */
  async handleDrain(): Promise<void> {
    if (!this.writer.handleDrain()) return;
    if (this.#identityUnsent) this.sendIdentity();
    this.#identityUnsent = false;
    this.unread?.scheduleFlush();
    this.#commands.continue();
    // One room after the other. One that fills the buffer again goes to the end, so that it does not starve the others.
    const subscriptions = [...this.subscriptions];
    for (const [name, subscription] of subscriptions) {
      if (this.writer.lagging) return;
      if (subscription.live || this.subscriptions.get(name) !== subscription) continue;
      this.subscriptions.delete(name);
      this.subscriptions.set(name, subscription);
      await subscription.catchUp();
    }
  }

  /** Called when the connection is closed. Commands that were received still take effect; then the session ends. */
  handleClose(): void {
    this.#closed = true;
    this.writer.handleDrain();
    this.#commands.close();
  }

  pay(command: Command): number {
    return this.budget.pay(command, isPost(command) ? this.subscriptionTo(command.room)?.room : undefined);
  }

  run(command: Command): Promise<void> | undefined {
    try {
      return this.hub.dispatch(this, command)?.catch((error: unknown) => this.refuse(error, command));
    } catch (error) {
      this.refuse(error, command);
      return undefined;
    }
  }

  /** The connection is closed and everything that was received is done. */
  end(): void {
    this.unread?.end();
    for (const subscription of this.subscriptions.values()) this.leave(subscription);
    this.#releaseName?.();
    this.hub.people.remove(this);
    this.budget.release();
    this.hub.remove(this);
  }

  /** Shows this participant to the others, in every room that the session is in. */
  #become(participant: Participant): void {
    this.participant = participant;
    for (const { room } of this.subscriptions.values()) {
      room.updatePresence(this);
      room.typing.renamed();
    }
  }
}
