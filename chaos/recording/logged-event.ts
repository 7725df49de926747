import type { Event } from '@hubbub/protocol/events';
import { EMPTIED, fingerprint, headOf } from './fingerprint.ts';

/** An event as the room has it in the end. */
export interface Logged {
  seq: number;
  type: Event['type'];
  by: string | null;
  cid: string;
  /** 0 for a posted one. */
  target: number;
  /** Fingerprints. */
  head: number;
  text: number;
  /** The number that its text begins with; 0 where there is none any more. */
  call: number;
}

export function logged(event: Event): Logged {
  const text = 'text' in event ? event.text : '';
  return {
    seq: event.seq,
    type: event.type,
    by: event.by,
    cid: event.cid,
    target: 'target' in event ? event.target : 0,
    head: headOf(event),
    text: fingerprint(text),
    call: callIn(text),
  };
}

/** The number of the call that a text begins with. */
export function callIn(text: string): number {
  return Number(/^\d+/.exec(text)?.[0] ?? 0);
}

/** A later deletion took the text. */
export function isEmptied({ type, text }: Logged): boolean {
  return type !== 'deleted' && text === EMPTIED;
}
