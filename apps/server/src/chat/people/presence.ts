import { PEOPLE_SAMPLE_COUNT } from '@hubbub/protocol/limits';
import type { People } from '@hubbub/protocol/lines';
import type { Session } from '../session.ts';

interface Present {
  id: string | null;
  name: string;
  connections: number;
}

/** Who is in a room. Two windows of one person are one person. Never stored. */
export class Presence {
  readonly #named = new Map<string, Present>();
  readonly #keys = new Map<Session, string | null>();
  #unnamed = 0;

  /** Also after a session got its name, or another one. */
  enter(session: Session): void {
    this.leave(session);
    const { person } = session;
    if (person === null) {
      this.#unnamed++;
      this.#keys.set(session, null);
      return;
    }
    const key = person.id ?? `plain ${person.name}`;
    const present = this.#named.get(key);
    if (present === undefined) this.#named.set(key, { ...person, connections: 1 });
    else {
      present.connections++;
      present.name = person.name;
    }
    this.#keys.set(session, key);
  }

  leave(session: Session): void {
    const key = this.#keys.get(session);
    if (key === undefined) return;
    this.#keys.delete(session);
    if (key === null) {
      this.#unnamed--;
      return;
    }
    const present = this.#named.get(key);
    if (present !== undefined && --present.connections === 0) this.#named.delete(key);
  }

  people(room: string): People {
    const people: People['people'] = [];
    for (const { id, name } of this.#named.values()) {
      if (people.length === PEOPLE_SAMPLE_COUNT) break;
      people.push({ id, name });
    }
    return { type: 'people', room, total: this.#named.size + this.#unnamed, unnamed: this.#unnamed, people };
  }
}
