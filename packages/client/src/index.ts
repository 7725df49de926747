/** What `@hubbub/client` exports. The rest has subpaths of its own, so that a page loads only what it uses. */
export { Client } from './client.ts';
export type { ConnectionState } from './connection.ts';
export type { Entry, OutboxStore } from './outbox/entry.ts';
export type { Identity } from './identity/identity.ts';
export type { Position } from './timeline/position.ts';
export type { ClientOptions } from './protocol-handler.ts';
export { RefusedError } from './errors.ts';
export type { RoomView } from './rooms/room.ts';
