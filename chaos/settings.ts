import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';
import { faultKinds } from './faults/index.ts';
import type { FaultKind } from './faults/fault.ts';

export interface Settings {
  minutes: number;
  seed: number;
  faults: readonly FaultKind[];
  /** Requested kinds that are unavailable on this machine, with the reason. */
  skipped: readonly string[];
}

/** Throws an Error with a one-line message for the user. */
export function readSettings(argv: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...argv],
    options: { minutes: { type: 'string' }, seed: { type: 'string' }, faults: { type: 'string' } },
  });
  const minutes = Number(values.minutes ?? 3);
  const seed = Number(values.seed ?? randomInt(1_000_000));
  if (!(minutes > 0)) throw new Error('--minutes must be a number above 0.');
  if (!Number.isSafeInteger(seed)) throw new Error('--seed must be a whole number.');
  const wanted = values.faults?.split(',').map((name) => name.trim()) ?? faultKinds.map(({ name }) => name);
  const unknown = wanted.find((name) => !faultKinds.some((kind) => kind.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no fault ${unknown}. There are ${faultKinds.map(({ name }) => name).join(', ')}.`);
  const kinds = faultKinds.filter(({ name }) => wanted.includes(name));
  const missing = kinds.map((kind) => ({ kind, why: kind.unavailable?.() }));
  return {
    minutes,
    seed,
    faults: missing.filter(({ why }) => why === undefined).map(({ kind }) => kind),
    skipped: missing.flatMap(({ kind, why }) => (why === undefined ? [] : [`${kind.name} (${why})`])),
  };
}
