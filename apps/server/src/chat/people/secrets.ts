import { createHash, randomBytes } from 'node:crypto';

/**
 * Different characters, and different steps from one character to the next, that a secret has at least. Random secrets of
 * 20 characters have more; repetitions and alphabets have fewer. It cannot tell whether a secret was chosen at random.
 */
const MIN_VARIETY_COUNT = 8;

/** An unguessable secret: 32 random bytes. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether somebody else may easily choose the same secret. */
export function isWeak(secret: string): boolean {
  const codes = Array.from(secret, (character) => character.codePointAt(0)!);
  const steps = codes.slice(1).map((code, index) => code - codes[index]!);
  return Math.min(new Set(codes).size, new Set(steps).size) < MIN_VARIETY_COUNT;
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
