import { vi } from 'vitest';
import type { Event, Posted } from '@hubbub/protocol/events';
import type { Joined, ServerLine } from '@hubbub/protocol/lines';
import { Client, type ClientOptions } from '../../src/client.ts';
import { FakeServer } from './fake-server.ts';
import { memoryIdentity } from '../../src/identity/identity.ts';
import { memoryOutbox } from '../../src/outbox/memory.ts';
import { topicAfter, reduceEvents } from './reference-reducer.ts';

export const ann = { id: 'ann', name: 'Ann' };

/** A client and the server it talks to, with nothing said yet. Timers must be fake. */
export function createClient(options: Partial<ClientOptions> = {}) {
  const server = new FakeServer();
  const identity = options.identity ?? memoryIdentity('ann’s secret');
  const outbox = options.outbox ?? memoryOutbox();
  const client = new Client({
    url: 'ws://here/ws',
    api: 'http://here/api',
    WebSocket: server.WebSocket,
    random: () => 0.5,
    ...options,
    identity,
    outbox,
  });
  return { client, server, identity, outbox };
}

/** Ann is back, and in these rooms, which are empty. Everything that was said is forgotten. */
export async function annIn(rooms: string[], options: Partial<ClientOptions> = {}) {
  const all = createClient(options);
  for (const room of rooms) all.client.join(room);
  all.client.start();
  all.server.accepts();
  all.server.welcomes();
  all.server.says({ type: 'you', me: ann });
  for (const room of rooms) all.server.says(joined(room));
  await settled();
  all.server.frames();
  return all;
}

/** The line breaks, and the client is through again; what it said first is still to be heard. */
export async function reconnected(server: FakeServer): Promise<void> {
  server.hangsUp(1006);
  vi.advanceTimersByTime(30_000);
  server.accepts();
  server.welcomes();
  await settled();
}

/** Everything that waits for nothing but its turn has happened. */
export async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

export function posted(seq: number, more: Partial<Posted> = {}): Posted {
  return {
    type: 'posted',
    room: 'tea',
    seq,
    at: 1_000,
    by: 'bob',
    name: 'Bob',
    cid: `bob ${seq}`,
    text: `${seq}`,
    ...more,
  };
}

/** A room with these events in it. */
export function joined(room: string, events: Event[] = [], more: Partial<Joined> = {}): Joined {
  const head = events.at(-1)?.seq ?? 0;
  const messages = reduceEvents(events);
  return { type: 'joined', room, epoch: 'first', head, messages, older: false, topic: topicAfter(events), ...more };
}

export function refusal(more: Partial<Extract<ServerLine, { type: 'error' }>>): ServerLine {
  return { type: 'error', code: 'store_failed', message: 'No.', ...more };
}
