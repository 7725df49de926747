import type { Command } from '@hubbub/protocol/commands';
import type { Heartbeat, ServerLine } from '@hubbub/protocol/lines';
import { cleanRoom } from '@hubbub/protocol/names';
import { RefusedError } from '../errors.ts';
import { Room, type RoomHost } from './room.ts';

/** The rooms that this client has joined or wants to join. Routes the server's lines to them. */
export class Rooms {
  /** By canonical name. */
  readonly all = new Map<string, Room>();
  readonly #host: RoomHost;

  constructor(host: RoomHost) {
    this.#host = host;
  }

  /** Throws RefusedError `room_invalid`, like `join` and `leave`. */
  get(name: string): Room | undefined {
    return this.all.get(canonicalName(name));
  }

  join(name: string): Room {
    const canonical = canonicalName(name);
    const room = this.all.get(canonical) ?? new Room(canonical, this.#host);
    if (this.all.has(canonical) && !room.refusal) return room;
    this.all.set(canonical, room);
    room.join();
    return room;
  }

  leave(name: string): void {
    const room = this.get(name);
    if (!room) return;
    room.close();
    this.all.delete(room.room);
    this.#host.send([{ type: 'leave', room: room.room }]);
    this.#host.changed();
  }

  /** The commands that join every room on a new connection. The caller sends them. */
  openingCommands(): Command<'join'>[] {
    return [...this.all.values()].map((room) => room.joinCommand());
  }

  receive(line: ServerLine): void {
    if ('room' in line && line.room !== undefined) this.all.get(line.room)?.receive(line);
  }

  checkHeads({ heads }: Heartbeat): void {
    for (const room of this.all.values()) room.checkHead(heads[room.room] ?? 0);
  }

  /** See `Room.settle`. */
  settle(): void {
    for (const room of this.all.values()) room.settle();
  }
}

/** The one spelling under which the server knows a room. Throws RefusedError `room_invalid`. */
export function canonicalName(room: string): string {
  const cleaned = cleanRoom(room);
  if (!cleaned.ok) throw new RefusedError('room_invalid', { reason: cleaned.reason, field: 'room' });
  return cleaned.name;
}
