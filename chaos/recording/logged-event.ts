import type { Event } from '@hubbub/protocol/events';
import { EMPTIED, type EventFields, fingerprint, metadataFingerprint } from './fingerprint.ts';

/** An event of a room at the end of the run. */
export interface LoggedEvent {
  seq: number;
  type: Event['type'];
  by: string | null;
  cid: string;
  /** 0 for a posted message. */
  target: number;
  /** Fingerprints. */
  metadata: number;
  text: number;
  /** The command id that its text begins with; 0 if the text was deleted. */
  commandId: number;
}

export function toLoggedEvent(event: EventFields & { seq: number }): LoggedEvent {
  const { seq, type, by, cid } = event;
  const text = event.text ?? '';
  return {
    seq,
    type,
    by,
    cid,
    target: event.target ?? 0,
    metadata: metadataFingerprint(event),
    text: fingerprint(text),
    commandId: commandIdIn(text),
  };
}

/** The command id that a text begins with. */
export function commandIdIn(text: string): number {
  return Number(/^\d+/.exec(text)?.[0] ?? 0);
}

/** Whether a later deletion removed its text. */
export function isEmptied({ type, text }: LoggedEvent): boolean {
  return type !== 'deleted' && text === EMPTIED;
}
