import { afterEach, beforeEach, vi } from 'vitest';
import type { Command } from '@hubbub/protocol/commands';
import type { Message, Person } from '@hubbub/protocol/events';
import { Client, type ClientOptions } from '../../src/index.ts';
import { FakeServer } from './fake-server.ts';
import { memoryIdentity } from '../../src/identity/identity.ts';
import { memoryOutbox } from '../../src/outbox/memory.ts';
import { joined } from './lines.ts';

export const ann = { id: 'ann', name: 'Ann' };

/** Every test of the file has fake timers. */
export function useFakeTimers(options?: Parameters<typeof vi.useFakeTimers>[0]): void {
  beforeEach(() => {
    vi.useFakeTimers(options);
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

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

/** Starts the client, whose connection the server accepts and welcomes. Its opening frame has not been read. */
export function connect({ client, server }: { client: Client; server: FakeServer }): void {
  client.start();
  server.accept();
  server.welcome();
}

/** Like `connect`; the server also answers hello: with ann, or with null for a person without a name. */
export function signIn(opened: { client: Client; server: FakeServer }, me: Person | null = ann): void {
  connect(opened);
  opened.server.send({ type: 'you', me });
}

/** Ann is signed in and has joined these empty rooms. What the client has sent so far is dropped. */
export async function annIn(rooms: string[], options: Partial<ClientOptions> = {}) {
  const all = createClient(options);
  for (const room of rooms) all.client.join(room);
  signIn(all);
  for (const room of rooms) all.server.send(joined(room));
  await settled();
  all.server.receivedFrames();
  return all;
}

/** Somebody without a name is connected. What the client has sent so far is dropped. */
export async function unnamed() {
  const all = createClient({ identity: memoryIdentity() });
  signIn(all, null);
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

/** The texts of the messages among these commands. */
export function sentTexts(commands: readonly Command[]): string[] {
  return commands.flatMap((command) => (command.type === 'send' ? [command.text] : []));
}

/** The text and state of the entries that a room shows as pending, in order. */
export function pendingIn({ rooms }: Client, room = 'tea'): string[] {
  return (rooms.get(room)?.pending ?? []).map(({ text, state }) => `${text} ${state}`);
}

export function textsOf({ timeline }: { timeline: { messages: readonly Message[] } }): string[] {
  return timeline.messages.map(({ text }) => text);
}

export function seqsOf(messages: readonly Message[] | undefined): number[] | undefined {
  return messages?.map(({ seq }) => seq);
}

/** Each emoji with the names of its people. */
export function reactionsOf(message: Message | undefined): string[] | undefined {
  return message?.reactions?.map(({ emoji, people }) => `${emoji} ${people.map(({ name }) => name).join(' ')}`);
}
