import type { Event } from '@hubbub/protocol/events';

/**
 * A 32-bit hash of a text (FNV-1a). Texts of millions of deliveries would not fit into memory, and two different texts
 * have the same fingerprint once in four thousand million times.
 */
export function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The text of a deleted message. */
export const EMPTIED = fingerprint('');

/** The fields of an event that the recording covers, absent or null where a type has none. */
export interface EventFields {
  type: Event['type'];
  at: number;
  by: string | null;
  cid: string;
  name?: string | null | undefined;
  target?: number | null;
  text?: string | null;
}

/** Covers everything of an event but its `seq` and its text. */
export function metadataFingerprint({ type, at, by, cid, name, target }: EventFields): number {
  return fingerprint(`${type}\n${at}\n${by}\n${cid}\n${name ?? ''}\n${target ?? 0}`);
}
