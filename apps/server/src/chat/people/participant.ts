import type { ServerLine } from '@hubbub/protocol/lines';

/** Somebody as the others see them. The id is null for a guest of a plain connection, who cannot come back. */
export interface Participant {
  readonly id: string | null;
  readonly name: string;
}

/** A session in a room, as presence and typing see it. One participant may have several sessions. */
export interface Occupant {
  /** Null while it has no name. */
  readonly participant: Participant | null;
  send(line: ServerLine): void;
}
