import { randomUUID } from 'node:crypto';
import type { Event, Participant, Person } from '@hubbub/protocol/events';
import { MAX_RENAME_NOTICES } from '../limits.ts';
import type { Draft, Rename, RenameResult, Store } from '../ports.ts';
import type { NewName, Names } from './names.ts';

/** A session of a person, and the rooms in which a new name is announced. */
export interface PersonSession {
  readonly participant: Participant | null;
  readonly subscriptions: ReadonlyMap<string, { readonly room: AnnouncedRoom }>;
  rename(person: Person): void;
}

interface AnnouncedRoom {
  readonly name: string;
  accept(event: Event): void;
}

export interface ConnectedPeopleOptions {
  names: Names;
  store: Pick<Store, 'rename'>;
  quarantineMs: number;
  now: () => number;
}

/** The people who are connected, with all their sessions, and changes of their names. Guests are not among them. */
export class ConnectedPeople {
  readonly #options: ConnectedPeopleOptions;
  readonly #sessions = new Map<string, Set<PersonSession>>();
  /** By person: the end of the last rename that was requested. */
  readonly #lastRename = new Map<string, Promise<unknown>>();

  constructor(options: ConnectedPeopleOptions) {
    this.#options = options;
  }

  /** Adds a person's session. Returns the person under the name of their other sessions, which may be newer. */
  add(session: PersonSession, person: Person): Person {
    const sessions = this.#sessions.get(person.id) ?? new Set();
    const [other] = sessions;
    this.#sessions.set(person.id, sessions.add(session));
    return { id: person.id, name: other?.participant?.name ?? person.name };
  }

  remove(session: PersonSession): void {
    const id = session.participant?.id ?? '';
    const sessions = this.#sessions.get(id);
    if (sessions?.delete(session) === true && sessions.size === 0) this.#sessions.delete(id);
  }

  /**
   * Renames a connected person in all their sessions, `requester` among them. Renames of one person run one after the
   * other. Resolves once the new name and its notices are on disk, with false when the name is the same as before;
   * rejects as `Names.rename` does.
   */
  async rename(requester: PersonSession, id: string, raw: string): Promise<boolean> {
    const renamed = (this.#lastRename.get(id) ?? Promise.resolve()).then(() => this.#rename(requester, id, raw));
    const settled = renamed.catch(() => undefined);
    this.#lastRename.set(id, settled);
    try {
      return await renamed;
    } finally {
      if (this.#lastRename.get(id) === settled) this.#lastRename.delete(id);
    }
  }

  async #rename(requester: PersonSession, id: string, raw: string): Promise<boolean> {
    const former = { id, name: requester.participant?.name ?? '' };
    const rooms = announcedRooms([requester, ...this.#sessionsOf(id)]);
    const person = await this.#options.names.rename(former, raw, (next) => this.#write(former, next, rooms));
    if (person.name === former.name) return false;
    for (const session of this.#sessionsOf(id)) session.rename(person);
    return true;
  }

  async #write({ id, name }: Person, next: NewName, rooms: ReadonlyMap<string, AnnouncedRoom>): Promise<RenameResult> {
    const at = this.#options.now();
    const notices = [...rooms.keys()].map((room): Draft => {
      return { type: 'posted', kind: 'renamed', room, at, by: id, cid: randomUUID(), name, text: next.name };
    });
    const rename: Rename = { id, ...next, at, quarantineUntil: at + this.#options.quarantineMs, notices };
    const result = await this.#options.store.rename(rename);
    // Nothing is awaited in between, so that the rooms get the notices in order with their other events.
    if (result.given) for (const event of result.notices) rooms.get(event.room)?.accept(event);
    return result;
  }

  #sessionsOf(id: string): ReadonlySet<PersonSession> {
    return this.#sessions.get(id) ?? new Set();
  }
}

/** The rooms that the sessions are in, the first session's first. */
function announcedRooms(sessions: Iterable<PersonSession>): Map<string, AnnouncedRoom> {
  const rooms = new Map<string, AnnouncedRoom>();
  for (const { subscriptions } of sessions)
    for (const { room } of subscriptions.values()) {
      if (rooms.size === MAX_RENAME_NOTICES) return rooms;
      rooms.set(room.name, room);
    }
  return rooms;
}
