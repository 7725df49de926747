import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { RoomList, RoomSummary } from '@hubbub/protocol/http';
import type { Hub } from '../chat/hub.ts';
import type { Room } from '../chat/room.ts';

/** Nobody reads through more. */
const MAX_ROOMS = 200;
const MAX_NAMES_PER_ROOM = 8;

/** The time between the starts of two builds. */
const MIN_INTERVAL_MS = 1_000;

/** When there are more rooms than the list holds, it has at most this many in which only one address is. */
const MAX_ROOMS_PER_ADDRESS = 20;

/** Rooms that are looked at before the event loop continues with everything else, in much less than a millisecond. */
const ROOMS_PER_TURN = 500;

/** First rooms with messages and people, then those with people alone, then those with messages alone. */
type Rank = 0 | 1 | 2;

interface Entry extends Omit<RoomSummary, 'people'> {
  rank: Rank;
  open?: Room;
}

/**
 * The answer of `GET /api/rooms`, built at most once a second. Requests that come earlier wait for the next one, so that
 * everybody sees the room that they have just made.
 */
export class EncodedRoomList {
  readonly #hub: Hub;
  #startedAt = -Infinity;
  #next: Promise<Buffer> | undefined;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  get(): Promise<Buffer> {
    return (this.#next ??= this.#encodeWhenDue());
  }

  async #encodeWhenDue(): Promise<Buffer> {
    const waitMs = this.#startedAt + MIN_INTERVAL_MS - performance.now();
    await delay(Math.max(0, waitMs), undefined, { ref: false });
    this.#startedAt = performance.now();
    this.#next = undefined;
    return this.#encode();
  }

  async #encode(): Promise<Buffer> {
    const stored = await this.#hub.store.rooms(MAX_ROOMS);
    const entries = new Map<string, Entry>(stored.map((room) => [room.room, { ...room, total: 0, rank: 2 }]));
    const occupied = await this.#occupiedRooms();
    const isListed = occupied.length + stored.length > MAX_ROOMS ? limitPerAddress() : () => true;
    for (const [index, open] of occupied.entries()) {
      if (index % ROOMS_PER_TURN === ROOMS_PER_TURN - 1) await nextTurn();
      const { name: room, head, presence } = open;
      const lastAt = entries.get(room)?.lastAt;
      const rank = isListed(open) ? (head > 0 ? 0 : 1) : 2;
      if (rank < 2 || lastAt !== undefined)
        entries.set(room, { room, head, lastAt: lastAt ?? null, total: presence.total, rank, open });
    }
    const sorted = [...entries.values()].sort(
      (a, b) => a.rank - b.rank || b.total - a.total || (b.lastAt ?? 0) - (a.lastAt ?? 0),
    );
    return Buffer.from(JSON.stringify({ rooms: sorted.slice(0, MAX_ROOMS).map(toSummary) } satisfies RoomList));
  }

  /** Rooms that somebody is in. An empty one needs two, or each newcomer's mistyped address would be listed. */
  async #occupiedRooms(): Promise<Room[]> {
    const occupied: Room[] = [];
    let visited = 0;
    for (const open of this.#hub.rooms()) {
      if (++visited % ROOMS_PER_TURN === 0) await nextTurn();
      if (open.presence.total >= (open.head > 0 ? 1 : 2)) occupied.push(open);
    }
    return occupied;
  }
}

/** Whether a room is listed for its people: one of them has an address that does not fill the list by itself. */
function limitPerAddress(): (room: Room) => boolean {
  const counts = new Map<string, number>();
  return ({ presence }) => {
    for (const { network } of presence.occupants()) {
      const count = counts.get(network) ?? 0;
      if (count === MAX_ROOMS_PER_ADDRESS) continue;
      counts.set(network, count + 1);
      return true;
    }
    return false;
  };
}

function toSummary({ room, head, lastAt, total, open }: Entry): RoomSummary {
  const people = open?.presence.people(room).people.slice(0, MAX_NAMES_PER_ROOM) ?? [];
  return { room, head, lastAt, total, people: people.map(({ name }) => name) };
}
