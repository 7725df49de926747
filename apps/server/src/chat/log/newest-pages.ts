import type { Page, Store } from '../ports.ts';

/** Clients that come within this time share one page. A page may be large, so it is not kept for longer. */
const TTL_MS = 1_000;

/** Pages that are kept at once. */
const MAX_PAGES = 64;

/** The newest pages of rooms, each read once for all clients that want it within a second or until the next event. */
export class NewestPages {
  readonly #store: Pick<Store, 'page'>;
  /** By room, then by the number of messages. */
  readonly #pages = new Map<string, Map<number, Promise<Page>>>();

  constructor(store: Pick<Store, 'page'>) {
    this.#store = store;
  }

  /** The same object as before when nothing has happened in the room. */
  get(room: string, limit: number): Promise<Page> {
    const pages = this.#pages.get(room) ?? new Map<number, Promise<Page>>();
    const known = pages.get(limit);
    if (known !== undefined) return known;
    const page = this.#store.page(room, { type: 'newest' }, limit);
    if (!this.#pages.has(room) && this.#pages.size >= MAX_PAGES) return page;
    this.#pages.set(room, pages.set(limit, page));
    const forget = (): void => {
      if (pages.get(limit) === page) pages.delete(limit);
      if (pages.size === 0 && this.#pages.get(room) === pages) this.#pages.delete(room);
    };
    page.then(() => setTimeout(forget, TTL_MS).unref(), forget);
    return page;
  }

  /** Is this page in memory already, so that it costs next to nothing? */
  has(room: string, limit: number): boolean {
    return this.#pages.get(room)?.has(limit) === true;
  }

  /** The room has a new event. */
  forget(room: string): void {
    this.#pages.delete(room);
  }
}

const encodings = new WeakMap<Page, Map<string, unknown>>();

/**
 * Clients that get the same page share its bytes, which may be many, in memory and in the sockets' buffers. `encoding`
 * names what the bytes depend on besides the page.
 */
export function encodedOnce<Bytes>(page: Page, encoding: string, encode: () => Bytes): Bytes {
  const encoded = encodings.get(page) ?? new Map<string, unknown>();
  encodings.set(page, encoded);
  if (!encoded.has(encoding)) encoded.set(encoding, encode());
  return encoded.get(encoding) as Bytes;
}
