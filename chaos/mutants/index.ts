import { fileURLToPath } from 'node:url';
import type { AttackKind } from '../attackers/attack.ts';
import { neverRead } from '../attackers/never-read.ts';
import type { Random } from '../random.ts';
import type { FaultKind } from '../faults/fault.ts';
import { kill } from '../faults/kill.ts';
import { loseEnd, lostEnd } from '../faults/lost-end.ts';
import { run } from '../run.ts';

/** A server with one flaw, and the checker that must catch it. */
interface Mutant {
  flaw: string;
  description: string;
  caughtBy: string;
  /** Milliseconds before each fault. */
  delaysMs: readonly number[];
  /** `kill` unless given. */
  fault?: FaultKind;
  /** Only one client notices at once that the server is back; otherwise all do. */
  wakesOne?: boolean;
  /** What an attacker does meanwhile. */
  attack?: AttackKind;
}

const mutants: readonly Mutant[] = [
  { flaw: 'early-ack', description: 'acknowledges before the commit', caughtBy: 'C1', delaysMs: [1_500] },
  { flaw: 'forgetful', description: 'forgets cids when it exits', caughtBy: 'C3', delaysMs: [1_500] },
  { flaw: 'hole', description: 'leaves a hole in seq', caughtBy: 'C4', delaysMs: [] },
  { flaw: 'drop', description: 'drops an event of a broadcast', caughtBy: 'C6', delaysMs: [] },
  { flaw: 'swap', description: 'broadcasts two events in the wrong order', caughtBy: 'C6', delaysMs: [] },
  {
    flaw: 'ignores-cid',
    description: 'resumes after an event that was lost',
    caughtBy: 'C6',
    delaysMs: [700, 300],
    // Little is lost, and the first client comes back alone and writes more than that before the others are back.
    fault: { ...lostEnd, draw: () => loseEnd(150) },
    wakesOne: true,
  },
  {
    flaw: 'unbounded',
    description: 'buffers everything for a client that does not read',
    caughtBy: 'C10',
    delaysMs: [],
    attack: neverRead,
  },
];

export interface MutantResult {
  mutant: Mutant;
  caught: boolean;
  /** The checkers that found violations. */
  violated: readonly string[];
}

const program = fileURLToPath(new URL('serve.ts', import.meta.url));
const DURATION_MS = 3_200;

/** Runs every mutant, two at a time, because each mostly waits. */
export async function runMutants(random: Random): Promise<MutantResult[]> {
  const results: MutantResult[] = [];
  for (let i = 0; i < mutants.length; i += 2)
    results.push(
      ...(await Promise.all(mutants.slice(i, i + 2).map((mutant) => runMutant(mutant, random.fork(mutant.flaw))))),
    );
  return results;
}

async function runMutant(mutant: Mutant, random: Random): Promise<MutantResult> {
  const { fault = kill } = mutant;
  const outcome = await run({
    command: (port, data) => [process.execPath, program, mutant.flaw, `${port}`, data],
    // Clients that repair nothing, in rooms short enough for one resume.
    clients: {
      rooms: ['lobby', 'tea'],
      app: { writers: 0, rate: 0, readers: 0 },
      raw: { writers: 3, rate: 30, readers: 2 },
      plain: { writers: 0, rate: 0, readers: 1 },
    },
    attackers: mutant.attack === undefined ? { count: 0, kinds: [] } : { count: 1, kinds: [mutant.attack] },
    random,
    durationMs: DURATION_MS,
    faults: (actors) => [
      mutant.delaysMs.map((pauseMs) => ({
        pauseMs,
        kind: fault,
        fault: { ...fault.draw(random), maxDurationMs: 0 },
        affected: [...Array(mutant.wakesOne ? 1 : actors).keys()],
      })),
    ],
    ownFileSystem: false,
    convergenceTimeoutMs: 1_000,
    readBy: 'wire',
  }).catch((error: unknown) => String(error));
  // A mutant that cannot be run is not caught.
  if (typeof outcome === 'string') return { mutant, caught: false, violated: [outcome] };
  const violated = [...outcome.violations].filter(([, found]) => found.length > 0).map(([id]) => id);
  return { mutant, caught: violated.includes(mutant.caughtBy), violated };
}
