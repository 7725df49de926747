import type { Random } from '../random.ts';

export interface AttackContext {
  port: number;
  /** The rooms of the honest clients. Attackers may join them; they write only in rooms of their own. */
  rooms: readonly string[];
  random: Random;
  /** Aborted when the time of this attack is over. */
  signal: AbortSignal;
}

/** Something that a client does without regard for the others. */
export interface AttackKind {
  name: string;
  /** Resolves when it is over. Errors of the network are ignored. */
  run: (context: AttackContext) => Promise<void>;
}

/** A room that no honest client is in. */
export function ownRoom(random: Random): string {
  return `attacked ${random.whole(1, 1_000_000)}`;
}

/** The lines with which a json connection gets a new name and joins rooms. */
export function introduction(random: Random, ...rooms: string[]): object[] {
  const secret = Buffer.from(Array.from({ length: 32 }, () => random.whole(0, 255))).toString('base64url');
  const name = `attacker ${random.whole(1, 1_000_000_000)}`;
  return [{ type: 'name', name, secret }, ...rooms.map((room) => ({ type: 'join', room }))];
}

/** Sends of this text, with cids that were not used before. */
export function sends(random: Random, room: string, text: string, count: number): object[] {
  const batch = random.whole(1, 1_000_000_000);
  return Array.from({ length: count }, (_, i) => ({ type: 'send', room, cid: `attack-${batch}-${i}`, text }));
}
