/** Where the secret is kept that holds this person's name. None of these throws. */
export interface Identity {
  load(): string | undefined;
  save(secret: string): void;
  clear(): void;
}

/** Forgotten with the process or the page. */
export function memoryIdentity(secret?: string): Identity {
  let kept = secret;
  return {
    load: () => kept,
    save: (given) => {
      kept = given;
    },
    clear: () => {
      kept = undefined;
    },
  };
}

/** Kept in `localStorage` and shared by its tabs. Where the browser refuses to keep it, it lasts as long as the page. */
export function storageIdentity(storage: Storage, key: string): Identity {
  const page = memoryIdentity();
  return {
    load: () => attempt(() => storage.getItem(key)) ?? page.load(),
    save: (secret) => {
      page.save(secret);
      attempt(() => storage.setItem(key, secret));
    },
    clear: () => {
      page.clear();
      attempt(() => storage.removeItem(key));
    },
  };
}

/** A full or forbidden storage throws at any call. */
function attempt<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
