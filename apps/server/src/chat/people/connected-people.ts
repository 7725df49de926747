import { randomUUID } from 'node:crypto';
import type { Participant, Person } from '@hubbub/protocol/events';
import type { Draft } from '../ports.ts';
import type { Names } from './names.ts';

/** A session of a person, and the rooms in which a new name is announced. */
export interface PersonSession {
  readonly participant: Participant | null;
  readonly subscriptions: ReadonlyMap<string, { readonly room: AnnouncedRoom }>;
  rename(person: Person): void;
}

interface AnnouncedRoom {
  readonly name: string;
  post(draft: Draft): Promise<unknown>;
}

export interface ConnectedPeopleOptions {
  names: Names;
  now: () => number;
  report: (error: unknown) => void;
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
   * Renames a connected person in all their sessions. Renames of one person run one after the other. Resolves once
   * their rooms have the notice, with false when the name is the same as before; rejects as `Names.rename` does.
   */
  async rename(id: string, raw: string): Promise<boolean> {
    const renamed = (this.#lastRename.get(id) ?? Promise.resolve()).then(() => this.#rename(id, raw));
    const settled = renamed.catch(() => undefined);
    this.#lastRename.set(id, settled);
    try {
      return await renamed;
    } finally {
      if (this.#lastRename.get(id) === settled) this.#lastRename.delete(id);
    }
  }

  async #rename(id: string, raw: string): Promise<boolean> {
    const [first] = this.#sessionsOf(id);
    const oldName = first?.participant?.name ?? '';
    const person = await this.#options.names.rename({ id, name: oldName }, raw);
    if (person.name === oldName) return false;
    const rooms = new Set<AnnouncedRoom>();
    for (const session of this.#sessionsOf(id)) {
      session.rename(person);
      for (const { room } of session.subscriptions.values()) rooms.add(room);
    }
    await Promise.all([...rooms].map((room) => this.#announce(room, oldName, person)));
    return true;
  }

  /** The person has the new name already, so a room that cannot store the notice does not undo it. */
  async #announce(room: AnnouncedRoom, name: string, { id, name: text }: Person): Promise<void> {
    const at = this.#options.now();
    const cid = randomUUID();
    try {
      await room.post({ type: 'posted', kind: 'renamed', room: room.name, at, by: id, cid, name, text });
    } catch (error) {
      this.#options.report(error);
    }
  }

  #sessionsOf(id: string): ReadonlySet<PersonSession> {
    return this.#sessions.get(id) ?? new Set();
  }
}
