import type { Person } from '../ports.ts';
import type { Session } from '../session.ts';

/** The sessions of each person who is here: one person, many windows. A plain connection is nobody's. */
export class SessionsByPerson {
  readonly #sessions = new Map<string, Set<Session>>();

  /** The session is that person's from now on. What it is called where it is here already is newer than what was read. */
  open(session: Session, person: Person): Person {
    const others = this.#sessions.get(person.id) ?? new Set();
    const [other] = others;
    this.#sessions.set(person.id, others.add(session));
    return { id: person.id, name: other?.person?.name ?? person.name };
  }

  close(session: Session): void {
    const id = session.person?.id ?? '';
    const sessions = this.#sessions.get(id);
    if (sessions?.delete(session) === true && sessions.size === 0) this.#sessions.delete(id);
  }

  of(id: string): ReadonlySet<Session> {
    return this.#sessions.get(id) ?? new Set();
  }
}
