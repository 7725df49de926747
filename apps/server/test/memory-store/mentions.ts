import type { Person } from '@hubbub/protocol/events';

interface Item {
  id: number;
  room: string;
  seq: number;
  person: string;
}

/** The messages that mention each person. An id is never used twice. */
export class MemoryMentions {
  #items: Item[] = [];
  #lastId = 0;

  /** Replaces the mentions in one message. A person who was mentioned before keeps the same item. */
  replace(room: string, seq: number, mentions: Person[]): void {
    const added = new Set(mentions.map(({ id }) => id));
    const stays = (item: Item): boolean => item.room !== room || item.seq !== seq || added.delete(item.person);
    this.#items = this.#items.filter(stays);
    for (const person of added) this.#items.push({ id: ++this.#lastId, room, seq, person });
  }

  /** Newest first. */
  of(person: string, before = Infinity): Item[] {
    return this.#items.filter((item) => item.person === person && item.id < before).reverse();
  }
}
