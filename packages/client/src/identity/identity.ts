/** Stores the secret that proves who owns this person's name. No method throws. */
export interface Identity {
  load(): string | undefined;
  save(secret: string): void;
  clear(): void;
}

/** Lasts as long as the process or the page. */
export function memoryIdentity(secret?: string): Identity {
  let stored = secret;
  return {
    load: () => stored,
    save: (next) => {
      stored = next;
    },
    clear: () => {
      stored = undefined;
    },
  };
}

/** Stored in `localStorage`, which all tabs share. Where the browser refuses to store it, it lasts as long as the page. */
export function storageIdentity(storage: Storage, key: string): Identity {
  const memory = memoryIdentity();
  return {
    load: () => attempt(() => storage.getItem(key)) ?? memory.load(),
    save: (secret) => {
      memory.save(secret);
      attempt(() => storage.setItem(key, secret));
    },
    clear: () => {
      memory.clear();
      attempt(() => storage.removeItem(key));
    },
  };
}

/** Any call of a storage that is full or forbidden may throw. */
function attempt<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
