export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem'>;

interface PersistedMapOptions<Value extends string | number> {
  /** Null where the browser forbids storage: the map then lives as long as the page. */
  storage: KeyValueStorage | null;
  key: string;
  /** Stored values of another type are ignored. */
  valueType: Value extends string ? 'string' : 'number';
  /** Resolves an entry that two tabs have set; by default the tab that saves later wins. */
  merge?: (mine: Value, theirs: Value) => Value;
}

/**
 * A small map in the browser's storage, shared by its tabs. Changes are stored by `save`. Drafts and read marks are
 * stored in one each, by room.
 */
export class PersistedMap<Value extends string | number> {
  readonly #options: PersistedMapOptions<Value>;
  #entries: Map<string, Value>;
  /** Entries set or deleted (undefined) since the last save; other tabs may have saved other entries meanwhile. */
  readonly #changes = new Map<string, Value | undefined>();

  constructor(options: PersistedMapOptions<Value>) {
    this.#options = options;
    this.#entries = this.#stored();
  }

  get(room: string): Value | undefined {
    return this.#entries.get(room);
  }

  set(room: string, value: Value): void {
    if (this.#entries.get(room) === value) return;
    // The newest change is the last one in the map.
    this.#entries.delete(room);
    this.#entries.set(room, value);
    this.#changes.set(room, value);
  }

  delete(room: string): void {
    if (this.#entries.delete(room)) this.#changes.set(room, undefined);
  }

  entries(): IterableIterator<[string, Value]> {
    return this.#entries.entries();
  }

  /** Loads the entries that other tabs have saved; unsaved changes of this tab stay. */
  reload(): void {
    const entries = this.#stored();
    const { merge = (mine) => mine } = this.#options;
    for (const [room, mine] of this.#changes) {
      const theirs = entries.get(room);
      entries.delete(room);
      if (mine !== undefined) entries.set(room, theirs === undefined ? mine : merge(mine, theirs));
    }
    this.#entries = entries;
  }

  save(): void {
    if (this.#changes.size === 0) return;
    if (this.#options.storage) this.reload();
    try {
      this.#options.storage?.setItem(this.#options.key, JSON.stringify([...this.#entries]));
      this.#changes.clear();
    } catch {
      // Storage is full or forbidden: the map lives as long as the page.
    }
  }

  #stored(): Map<string, Value> {
    const { storage, key, valueType } = this.#options;
    try {
      const entries = JSON.parse(storage?.getItem(key) ?? '[]') as unknown[];
      return new Map(
        entries.filter(
          (entry): entry is [string, Value] =>
            Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === valueType,
        ),
      );
    } catch {
      // Not ours, or damaged: treated as absent.
      return new Map();
    }
  }
}
