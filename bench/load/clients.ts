import { RawClient } from './raw-client.ts';
import type { WireFormat } from './wire-formats.ts';

export interface Shape {
  rooms: number;
  /** Per room. */
  members: number;
  /** Per room; they are members as well. */
  senders: number;
}

export interface ClientsOptions extends Shape {
  wireFormat: WireFormat;
  port: number;
  /** Members per room that parse every message, at least two: the first, the last, and evenly spaced ones between. */
  readers: number;
  /** Prefix of the rooms' names. */
  roomPrefix?: string;
}

/** Connections that are opened at the same time. */
const CONNECT_BATCH = 100;

/** Connects all clients of the load and returns them by room. `rooms` is filled while they connect. */
export async function connectClients(
  options: ClientsOptions,
  rooms: RawClient[][],
  onFrame: (client: RawClient, room: number, frame: string) => void,
  onAck: (cid: string) => void,
): Promise<void> {
  const { members, senders, readers, wireFormat, port, roomPrefix = 'r' } = options;
  const reading = evenlySpaced(readers, members);
  const joining: Promise<void>[] = [];
  for (let r = 0; r < options.rooms; r++) {
    const room: RawClient[] = [];
    rooms.push(room);
    for (let i = 0; i < members; i++) {
      const client: RawClient = new RawClient({
        wireFormat,
        port,
        room: `${roomPrefix}${r}`,
        name: `${roomPrefix}${r}m${i}`,
        reads: reading.has(i),
        // Spread over the order of joining.
        sends: senders > 0 && i % Math.ceil(members / senders) === 0,
        onFrame: (frame) => onFrame(client, r, frame),
        onAck,
      });
      room.push(client);
      joining.push(client.joined);
      if (joining.length >= CONNECT_BATCH) await Promise.all(joining.splice(0));
    }
  }
  await Promise.all(joining);
}

/** `count` indexes below `length`, evenly spaced from the first to the last. */
function evenlySpaced(count: number, length: number): Set<number> {
  const chosen = Math.min(count, length);
  return new Set(Array.from({ length: chosen }, (_, i) => Math.round((i * (length - 1)) / (count - 1))));
}
