import { randomInt } from 'node:crypto';
import { chooseByName, parseOptions } from '../scripts/command-line.ts';
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
  const options = parseOptions(argv, {
    minutes: { type: 'string' },
    seed: { type: 'string' },
    faults: { type: 'string' },
  });
  const minutes = Number(options.minutes ?? 3);
  const seed = Number(options.seed ?? randomInt(1_000_000));
  if (!(minutes > 0)) throw new Error('--minutes must be a number above 0.');
  if (!Number.isSafeInteger(seed)) throw new Error('--seed must be a whole number.');
  const faults: FaultKind[] = [];
  const skipped: string[] = [];
  for (const kind of chooseByName('fault', faultKinds, options.faults)) {
    const why = kind.unavailable?.();
    if (why === undefined) faults.push(kind);
    else skipped.push(`${kind.name} (${why})`);
  }
  return { minutes, seed, faults, skipped };
}
