import type { ConnectionOptions } from './connection.ts';
import type { Identity } from './identity/identity.ts';
import type { OutboxStore } from './outbox/entry.ts';
import type { Tabs } from './outbox/tabs.ts';

export interface ClientOptions extends Pick<ConnectionOptions, 'url' | 'WebSocket' | 'random'> {
  /** `http(s)://…/api` */
  api: string;
  identity: Identity;
  outbox: OutboxStore;
  /** The other tabs of this browser that use the same outbox and identity. By default there are none. */
  tabs?: Tabs;
  fetch?: typeof fetch;
}
