import type { Mention } from '@hubbub/protocol/events';

interface Item {
  id: number;
  room: string;
  seq: number;
  person: string;
}

/** Where people are mentioned. An id is given once and never again. */
export class MemoryInbox {
  #items: Item[] = [];
  #newest = 0;

  /** A message mentions these from now on. Who was mentioned already keeps that item. */
  replace(room: string, seq: number, mentions: Mention[]): void {
    const people = new Set(mentions.map(({ id }) => id));
    const stays = (item: Item): boolean => item.room !== room || item.seq !== seq || people.delete(item.person);
    this.#items = this.#items.filter(stays);
    for (const person of people) this.#items.push({ id: ++this.#newest, room, seq, person });
  }

  /** Newest first. */
  of(person: string, before = Infinity): Item[] {
    return this.#items.filter((item) => item.person === person && item.id < before).reverse();
  }
}
