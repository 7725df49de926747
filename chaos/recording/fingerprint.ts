/**
 * 32 bits that stand for a text (FNV-1a). Millions of deliveries are compared with what they should have been: texts
 * would not fit into memory, and two that differ share a fingerprint once in four thousand million times.
 */
export function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** What is left of a text that was deleted. */
export const EMPTIED = fingerprint('');

interface Head {
  type: string;
  at: number;
  by: string | null;
  cid: string;
  name?: string | undefined;
  target?: number | undefined;
}

/** Everything of an event but its place and its text. */
export function headOf({ type, at, by, cid, name = '', target = 0 }: Head): number {
  return fingerprint(`${type}\n${at}\n${by}\n${cid}\n${name}\n${target}`);
}
