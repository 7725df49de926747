import { describe, expect, it } from 'vitest';
import { memoryIdentity, storageIdentity, type Identity } from '../src/identity/identity.ts';

/** The methods of a browser's storage that an identity calls. */
function fakeStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as Storage;
}
function forbiddenStorage(): Storage {
  const refuse = () => {
    throw new DOMException('forbidden', 'SecurityError');
  };
  return { getItem: refuse, setItem: refuse, removeItem: refuse } as unknown as Storage;
}

const kinds: Record<string, () => Identity> = {
  'in memory': () => memoryIdentity(),
  'in a storage': () => storageIdentity(fakeStorage(), 'secret'),
  'in a storage that refuses everything': () => storageIdentity(forbiddenStorage(), 'secret'),
};

describe.each(Object.entries(kinds))('an identity %s', (_, open) => {
  it('returns the secret that was saved last, until it is cleared', () => {
    const identity = open();
    expect(identity.load()).toBeUndefined();
    identity.save('one');
    identity.save('two');
    expect(identity.load()).toBe('two');
    identity.clear();
    expect(identity.load()).toBeUndefined();
  });
});

it('a stored identity is available on the next visit and in other tabs', () => {
  const storage = fakeStorage();
  const otherTab = storageIdentity(storage, 'secret');
  storageIdentity(storage, 'secret').save('one');
  expect(storageIdentity(storage, 'secret').load()).toBe('one');
  expect(otherTab.load()).toBe('one');
});
