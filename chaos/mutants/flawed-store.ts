import type { Store } from '../../apps/server/src/chat/ports.ts';

/** The real store with some methods replaced. */
export function mutateStore(store: Store, flaw: Partial<Store>): Store {
  return new Proxy(store, {
    get(real, name) {
      const from = name in flaw ? flaw : real;
      const value: unknown = Reflect.get(from, name);
      return typeof value === 'function' ? value.bind(from) : value;
    },
  });
}
