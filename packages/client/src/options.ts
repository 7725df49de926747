import type { Identity } from './identity/identity.ts';
import type { OutboxStore } from './outbox/entry.ts';
import type { Tabs } from './outbox/tabs.ts';

export interface ClientOptions {
  /** `ws(s)://…/ws` */
  url: string;
  /** `http(s)://…/api` */
  api: string;
  identity: Identity;
  outbox: OutboxStore;
  /** The other tabs of this browser that use the same outbox and identity. By default there are none. */
  tabs?: Tabs;
  WebSocket?: typeof WebSocket;
  fetch?: typeof fetch;
  /** At least 0 and below 1, for the jitter of reconnecting. */
  random?: () => number;
}
