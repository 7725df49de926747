import type { Me } from '@hubbub/protocol/lines';
import type { ConnectionState } from './connection.ts';
import type { Identity } from './identity.ts';
import type { OutboxStore } from './outbox.ts';
import type { RoomView } from './room-view.ts';

export type { ConnectionState } from './connection.ts';
export type { Identity } from './identity.ts';
export type { Entry, OutboxStore } from './outbox.ts';
export type { RoomView } from './room-view.ts';
export { RefusedError } from './refused-error.ts';

export interface ClientOptions {
  /** `ws(s)://…/ws` */
  url: string;
  /** `http(s)://…/api` */
  api: string;
  identity: Identity;
  outbox: OutboxStore;
  WebSocket?: typeof WebSocket;
  fetch?: typeof fetch;
  /** 0 to 1, for the jitter of reconnecting. */
  random?: () => number;
}

export declare class Client {
  constructor(options: ClientOptions);
  get state(): ConnectionState;
  get me(): Me | null;
  get epoch(): string | null;
  get maxText(): number;
  get rooms(): ReadonlyMap<string, RoomView>;
  start(): void;
  stop(): void;
  wake(): void;
  join(room: string): RoomView;
  leave(room: string): void;
  name(name: string): Promise<Me>;
  send(room: string, text: string): string;
  edit(room: string, target: number, text: string): string;
  remove(room: string, target: number): string;
  retry(cid: string): void;
  discard(cid: string): void;
  loadOlder(room: string): Promise<void>;
  subscribe(listener: () => void): () => void;
}
