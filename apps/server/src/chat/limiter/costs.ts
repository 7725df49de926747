import type { Command } from '../ports.ts';
import type { Allowance } from './bucket.ts';

/** Whose budget is spent: a person's (or a connection's without one), an address's, a room's; a person's for renames. */
export type Scope = 'person' | 'address' | 'room' | 'renames';

/**
 * The budgets. A person may post 50 messages at once and 5 a second for ever, which is faster than people type. An
 * address may be a school or an office behind one router, so it has what a hundred people need. A room takes what its
 * readers' browsers can draw. A rename writes to up to 100 rooms and keeps a name from others, so a person may try ten
 * at once and one a minute for ever.
 */
export const allowances: Record<Scope, Allowance> = {
  person: { burst: 200, perSecond: 20 },
  address: { burst: 20_000, perSecond: 2_000 },
  room: { burst: 3_000, perSecond: 1_000 },
  renames: { burst: 10, perSecond: 1 / 60 },
};

/** Points per scope. Where a scope is missing, the action is free for it. */
type Cost = Partial<Record<Scope, number>>;

/** What is not a command: a connection, requests over HTTP, and what a command turns out to do. */
type OtherAction = 'connect' | 'malformed' | 'unknown_secret' | 'new_room' | 'rooms' | 'page' | 'warm_page' | 'request';

export type Action = Command['type'] | OtherAction;

/**
 * The cost of everything that a client can ask for. A point is about 0.1 ms of the server's time. What stays for ever
 * (a name, a room) and what helps to guess a secret cost far more than their time.
 */
export const costs: Record<Action, Cost> = {
  send: { person: 4, address: 2, room: 1 },
  edit: { person: 4, address: 2, room: 1 },
  delete: { person: 4, address: 2, room: 1 },
  react: { person: 2, address: 2, room: 1 },
  unreact: { person: 2, address: 2, room: 1 },
  reactions: { person: 4, address: 4 },
  my_reactions: { person: 4, address: 4 },
  typing: { person: 1, address: 0.5 },
  // A hundred rooms at once, twice: a browser that returns, and once more after a short break.
  join: { person: 1, address: 2 },
  listen: { person: 1, address: 2 },
  leave: { person: 0.5, address: 0.5 },
  watch: { person: 5, address: 5 },
  mentions: { person: 4, address: 4 },
  ping: { person: 0.5, address: 0.5 },
  hello: { person: 4, address: 2 },
  name: { person: 50, address: 50 },
  guest: { person: 50, address: 10 },
  rename: { person: 60, address: 20, renames: 1 },
  connect: { address: 4 },
  malformed: { person: 4, address: 1 },
  unknown_secret: { person: 20, address: 50 },
  new_room: { person: 20, address: 100 },
  rooms: { address: 1 },
  page: { address: 4 },
  // Answered from bytes that are in memory.
  warm_page: { address: 0.1 },
  request: { address: 0.2 },
};
