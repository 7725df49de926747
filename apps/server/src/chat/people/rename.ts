import { randomUUID } from 'node:crypto';
import type { Names } from './names.ts';
import type { Person } from '../ports.ts';
import type { Room } from '../room.ts';
import type { SessionsByPerson } from './sessions-by-person.ts';

export interface RenamesOptions {
  names: Names;
  windows: SessionsByPerson;
  now: () => number;
  report: (error: unknown) => void;
}

/** People take other names: each one after the other, and in all their windows and rooms at once. */
export class Renames {
  readonly #options: RenamesOptions;
  /** By person: what was asked last, and is not done. */
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(options: RenamesOptions) {
    this.#options = options;
  }

  /**
   * Rejects where `Names.rename` does. Resolves once the rooms that the person is in have been told; with false when
   * it is called that already.
   */
  async rename(id: string, raw: string): Promise<boolean> {
    const renamed = (this.#last.get(id) ?? Promise.resolve()).then(() => this.#rename(id, raw));
    const over = renamed.catch(() => undefined);
    this.#last.set(id, over);
    try {
      return await renamed;
    } finally {
      if (this.#last.get(id) === over) this.#last.delete(id);
    }
  }

  async #rename(id: string, raw: string): Promise<boolean> {
    const { names, windows } = this.#options;
    const [window] = windows.of(id);
    const before = { id, name: window?.person?.name ?? '' };
    const person = await names.rename(before, raw);
    if (person.name === before.name) return false;
    const rooms = new Set<Room>();
    for (const session of windows.of(id)) {
      session.renamed(person);
      for (const { room } of session.subscriptions.values()) rooms.add(room);
    }
    await Promise.all([...rooms].map((room) => this.#tell(room, before.name, person)));
    return true;
  }

  /** The name is given already, so a room that cannot keep the notice is no reason to refuse it. */
  async #tell(room: Room, name: string, { id, name: text }: Person): Promise<void> {
    const at = this.#options.now();
    const cid = randomUUID();
    try {
      await room.post({ type: 'posted', kind: 'renamed', room: room.name, at, by: id, cid, name, text });
    } catch (error) {
      this.#options.report(error);
    }
  }
}
