import { vi } from 'vitest';
import type { Event, Posted } from '@hubbub/protocol/events';
import type { Joined, ServerLine } from '@hubbub/protocol/lines';
import { Client, type ClientOptions } from '../../src/client.ts';
import { FakeServer } from './fake-server.ts';
import { memoryIdentity } from '../../src/identity/identity.ts';
import { memoryOutbox } from '../../src/outbox/memory.ts';
import { topicAfter, reduceEvents } from './reference-reducer.ts';

export const ann = { id: 'ann', name: 'Ann' };

/** A client that has not started, and its server. Timers must be fake. */
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

/** Ann is signed in and has joined these empty rooms. What the client has sent so far is dropped. */
export async function annIn(rooms: string[], options: Partial<ClientOptions> = {}) {
  const all = createClient(options);
  for (const room of rooms) all.client.join(room);
  all.client.start();
  all.server.accept();
  all.server.welcome();
  all.server.send({ type: 'you', me: ann });
  for (const room of rooms) all.server.send(joined(room));
  await settled();
  all.server.receivedFrames();
  return all;
}

/** Drops the connection and accepts the next one. The client’s opening frame has not been read. */
export async function reconnected(server: FakeServer): Promise<void> {
  server.close(1006);
  vi.advanceTimersByTime(30_000);
  server.accept();
  server.welcome();
  await settled();
}

/** Runs all pending microtasks and the timers that are due. */
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

/** The snapshot of a room with these events. */
export function joined(room: string, events: Event[] = [], more: Partial<Joined> = {}): Joined {
  const head = events.at(-1)?.seq ?? 0;
  const messages = reduceEvents(events);
  return { type: 'joined', room, epoch: 'first', head, messages, older: false, topic: topicAfter(events), ...more };
}

export function refusal(more: Partial<Extract<ServerLine, { type: 'error' }>>): ServerLine {
  return { type: 'error', code: 'store_failed', message: 'No.', ...more };
}
