import type { ServerLine } from '@hubbub/protocol/lines';
import type { Hub } from './hub.ts';
import { handle, type Command } from './commands/index.ts';
import { ChatError } from './errors.ts';
import { MAX_BAD_LINES, MAX_UNCOMMITTED_PER_CONNECTION } from './limits.ts';
import type { Subscription } from './subscription.ts';
import type { GuestName } from './people/names.ts';
import type { ConnectionWriter } from './delivery/connection-writer.ts';
import type { Appended, Person } from './ports.ts';
import type { UnreadSubscription } from './unread/subscription.ts';

/** Whom the others see: a person with an id, or a plain connection's name, which has none. */
export type Participant = { id: string | null; name: string };

/** What is known of a command that was refused, for the error line. */
type Refused = { type?: string; room?: string; cid?: string };

/** One connection: who it is, which rooms it is in, and its commands one after the other. */
export class Session {
  readonly hub: Hub;
  readonly writer: ConnectionWriter;
  readonly subscriptions = new Map<string, Subscription>();
  person: Participant | null = null;
  /** What it wants to know of rooms that it need not be in, once it has asked. */
  unread: UnreadSubscription | undefined;
  #guest: GuestName | undefined;
  /** Commands that were read and not begun, oldest first. Only what came in one piece with the last one can wait here. */
  readonly #inbox: Command[] = [];
  #busy = false;
  #uncommitted = 0;
  #badLines = 0;
  #gone = false;
  /** It was told nothing of its new name, because it was behind. */
  #renamed = false;

  constructor(chat: Hub, outbox: ConnectionWriter) {
    this.hub = chat;
    this.writer = outbox;
  }

  /** Nothing that was read is undone, except for a client that does not take its answers. */
  get idle(): boolean {
    return !this.#busy && this.#uncommitted === 0 && (this.#inbox.length === 0 || this.writer.lagging);
  }

  tell(line: ServerLine): void {
    if (!this.#gone) this.writer.send(line);
  }

  /**
   * Commands take effect in the order they came. One that must be finished before the next may start (a join, a
   * name) returns a promise; a send does not, so that sends which wait for the disk wait together.
   */
  receive(command: Command): void {
    if (this.hub.stopping) return;
    this.#inbox.push(command);
    this.#work();
  }

  /** It has said so much that could not be understood that nothing more of it counts. */
  get givenUp(): boolean {
    return this.#badLines >= MAX_BAD_LINES;
  }

  /** A line that could not be understood. Said each time; after too many the connection ends. */
  misunderstood(error: ChatError, command: Refused = {}): void {
    this.refuse(error, command);
    this.#badLines++;
    if (this.givenUp) this.writer.close('bad_input');
  }

  refuse(error: unknown, command: Refused = {}): void {
    const refusal = error instanceof ChatError ? error : new ChatError('internal');
    // Neither is any client's doing.
    if (refusal !== error || refusal.cause !== undefined) this.hub.report(error);
    if (this.#gone) return;
    const told = this.writer.send({
      type: 'error',
      code: refusal.code,
      message: refusal.message,
      ...(command.type === undefined ? {} : { command: command.type }),
      ...(command.room === undefined ? {} : { room: command.room }),
      ...(command.cid === undefined ? {} : { cid: command.cid }),
      ...refusal.detail,
    });
    // A dialect without words for it can only hang up.
    if (!told && refusal.isOurs) this.writer.close('unavailable');
  }

  /** Answers once the event is on disk. */
  answer(command: { type: string; room: string; cid: string }, posted: Promise<Appended>): void {
    this.#uncommitted++;
    void posted
      .then(
        ({ event }) => this.tell({ type: 'ack', room: event.room, cid: event.cid, seq: event.seq }),
        (error: unknown) => this.refuse(error, command),
      )
      .finally(() => {
        this.#uncommitted--;
        this.#work();
      });
  }

  /** From now on the others see this name, in every room it is in. */
  becomes(person: Person): void {
    this.person = this.hub.sessionsByPerson.open(this, person);
    this.#seen();
    this.unread?.named();
  }

  /** The same for a name that is its own only while it is there. */
  becomesGuest(guest: GuestName): void {
    this.person = guest.person;
    this.#guest = guest;
    this.#seen();
  }

  /** Who it is already is called something else. */
  renamed(person: Person): void {
    this.person = person;
    this.#seen();
    if (this.writer.lagging) this.#renamed = true;
    else this.tellMe();
  }

  /** Who it is. A plain connection is nobody who could come back. */
  tellMe(): void {
    const { person } = this;
    const me = person === null || person.id === null ? null : { id: person.id, name: person.name };
    this.tell({ type: 'you', me });
  }

  enter(member: Subscription): void {
    this.subscriptions.set(member.room.name, member);
    member.room.presence.enter(this);
    member.room.peopleChanged();
    this.unread?.entered(member.room.name);
    member.shard.expect(member);
    void member.catchUp();
  }

  leave(member: Subscription): void {
    this.subscriptions.delete(member.room.name);
    member.leave();
    member.room.presence.leave(this);
    member.room.typing.end(this);
    member.room.peopleChanged();
    this.hub.close(member.room.name);
    this.unread?.left(member.room.name);
  }

  /** The heads of the rooms in which nothing is on its way to this client. */
  heartbeat(): void {
    this.writer.checkPatience();
    if (this.writer.lagging) return;
    const heads: Record<string, number> = Object.create(null);
    for (const { room, shard, live } of this.subscriptions.values()) if (live) heads[room.name] = shard.published;
    this.tell({ type: 'heartbeat', heads });
  }

  /** Everything written was taken: what waited is done, and members that fell behind go on from the log. */
  async drained(): Promise<void> {
    if (!this.writer.drained()) return;
    if (this.#renamed) this.tellMe();
    this.#renamed = false;
    this.unread?.plan();
    this.#work();
    // One after the other: the first may fill the line again, and then comes last the next time.
    const places = [...this.subscriptions];
    for (const [name, member] of places) {
      if (this.writer.lagging) return;
      if (member.live || this.subscriptions.get(name) !== member) continue;
      this.subscriptions.delete(name);
      this.subscriptions.set(name, member);
      await member.catchUp();
    }
  }

  /** The line is gone. What was read from it still counts; then the session is over. */
  end(): void {
    this.#gone = true;
    this.writer.drained();
    this.#work();
  }

  /** Does what is in the inbox; reads no more from a client that asks faster than it listens or than the disk writes. */
  #work(): void {
    while (!this.#busy && !this.writer.lagging && this.#uncommitted < MAX_UNCOMMITTED_PER_CONNECTION) {
      const command = this.#inbox.shift();
      if (command === undefined) break;
      const done = this.#run(command);
      if (done === undefined) continue;
      this.#busy = true;
      void done.finally(() => {
        this.#busy = false;
        this.#work();
      });
    }
    if (!this.#gone) this.writer.readOn(this.#inbox.length === 0 && !this.writer.lagging);
    else if (this.idle) this.#over();
  }

  #over(): void {
    this.unread?.end();
    for (const member of this.subscriptions.values()) this.leave(member);
    this.#guest?.release();
    this.hub.sessionsByPerson.close(this);
    this.hub.forget(this);
  }

  /** The others see its name. */
  #seen(): void {
    for (const { room } of this.subscriptions.values()) {
      room.presence.enter(this);
      room.peopleChanged();
      room.typing.renamed();
    }
  }

  #run(command: Command): Promise<void> | undefined {
    try {
      return handle(this, command)?.catch((error: unknown) => this.refuse(error, command));
    } catch (error) {
      this.refuse(error, command);
      return undefined;
    }
  }
}
