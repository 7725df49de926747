import type { Participant } from '@hubbub/protocol/events';
import { PEOPLE_SAMPLE_COUNT } from '@hubbub/protocol/limits';
import type { People } from '@hubbub/protocol/lines';
import type { Occupant } from './occupant.ts';

interface Present {
  participant: Participant;
  sessions: number;
}

/** The people in a room. Several sessions of one person count once. Never stored. */
export class Presence {
  readonly #named = new Map<string, Present>();
  /** The key in `#named` under which each session counts; null while it has no name. */
  readonly #keys = new Map<Occupant, string | null>();
  #unnamed = 0;

  /** Adds a session, or updates it after its participant changed. */
  enter(occupant: Occupant): void {
    this.leave(occupant);
    const { participant } = occupant;
    if (participant === null) {
      this.#unnamed++;
      this.#keys.set(occupant, null);
      return;
    }
    const key = participant.id ?? `plain ${participant.name}`;
    const present = this.#named.get(key);
    if (present === undefined) this.#named.set(key, { participant, sessions: 1 });
    else {
      present.sessions++;
      present.participant = participant;
    }
    this.#keys.set(occupant, key);
  }

  leave(occupant: Occupant): void {
    const key = this.#keys.get(occupant);
    if (key === undefined) return;
    this.#keys.delete(occupant);
    if (key === null) {
      this.#unnamed--;
      return;
    }
    const present = this.#named.get(key);
    if (present !== undefined && --present.sessions === 0) this.#named.delete(key);
  }

  /** The number of people, and of sessions without a name. */
  get total(): number {
    return this.#named.size + this.#unnamed;
  }

  occupants(): Iterable<Occupant> {
    return this.#keys.keys();
  }

  people(room: string): People {
    const people: People['people'] = [];
    for (const { participant } of this.#named.values()) {
      if (people.length === PEOPLE_SAMPLE_COUNT) break;
      people.push({ id: participant.id, name: participant.name });
    }
    return { type: 'people', room, total: this.total, unnamed: this.#unnamed, people };
  }
}
