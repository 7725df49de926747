import type { Participant } from '@hubbub/protocol/events';
import type { ServerLine } from '@hubbub/protocol/lines';

/** A session in a room, as presence and typing see it. One participant may have several sessions. */
export interface Occupant {
  /** Null while it has no name. */
  readonly participant: Participant | null;
  /** The part of its address that counts as one client. */
  readonly network: string;
  send(line: ServerLine): void;
}
