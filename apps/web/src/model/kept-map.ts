type Kept = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * A small map that outlives the page where the browser lets it, and lives in memory where it does not.
 * Drafts and reading marks are kept in one each, by room.
 */
export class KeptMap<Value extends string | number> {
  readonly #storage: Kept | null;
  readonly #key: string;
  readonly #entries: Map<string, Value>;

  /** What was kept under `key` and has another kind of value than `kind` is ignored. */
  constructor(storage: Kept | null, key: string, kind: Value extends string ? 'string' : 'number') {
    this.#storage = storage;
    this.#key = key;
    this.#entries = new Map(stored<Value>(storage, key, kind));
  }

  get(room: string): Value | undefined {
    return this.#entries.get(room);
  }

  set(room: string, value: Value): void {
    this.#entries.set(room, value);
  }

  delete(room: string): void {
    this.#entries.delete(room);
  }

  save(): void {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify([...this.#entries]));
    } catch {
      // Full or forbidden: it lives as long as the page, then.
    }
  }
}

function stored<Value>(storage: Kept | null, key: string, kind: string): [string, Value][] {
  try {
    const entries: unknown = JSON.parse(storage?.getItem(key) ?? '[]');
    if (!Array.isArray(entries)) return [];
    return entries.filter(
      (entry): entry is [string, Value] =>
        Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === kind,
    );
  } catch {
    return [];
  }
}
