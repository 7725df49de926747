import { fileURLToPath } from 'node:url';
import type { Random } from '../random.ts';
import { kill } from '../faults/kill.ts';
import { run } from '../run.ts';

/** A server with one flaw, and the checker that must catch it. */
interface Mutant {
  flaw: string;
  description: string;
  caughtBy: string;
  /** Milliseconds before each kill. */
  killDelaysMs: readonly number[];
}

const mutants: readonly Mutant[] = [
  { flaw: 'early-ack', description: 'acknowledges before the commit', caughtBy: 'C1', killDelaysMs: [1_500] },
  { flaw: 'forgetful', description: 'forgets cids when it exits', caughtBy: 'C3', killDelaysMs: [1_500] },
  { flaw: 'hole', description: 'leaves a hole in seq', caughtBy: 'C4', killDelaysMs: [] },
  { flaw: 'drop', description: 'drops an event of a broadcast', caughtBy: 'C6', killDelaysMs: [] },
  { flaw: 'swap', description: 'broadcasts two events in the wrong order', caughtBy: 'C6', killDelaysMs: [] },
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
  const queue = [...mutants];
  const mutantResults: MutantResult[] = [];
  const work = async (): Promise<void> => {
    for (let mutant = queue.shift(); mutant; mutant = queue.shift())
      mutantResults.push(await runMutant(mutant, random.fork(mutant.flaw)).catch((error) => failed(mutant, error)));
  };
  await Promise.all([work(), work()]);
  return mutants.flatMap((mutant) => mutantResults.filter((verdict) => verdict.mutant === mutant));
}

/** A mutant that cannot be run is not caught. */
function failed(mutant: Mutant, error: unknown): MutantResult {
  return {
    mutant,
    caught: false,
    violated: [`an error: ${error instanceof Error ? error.message : String(error)}`],
  };
}

async function runMutant(mutant: Mutant, random: Random): Promise<MutantResult> {
  const { violations } = await run({
    command: (port, data) => [process.execPath, program, mutant.flaw, `${port}`, data],
    // Clients that repair nothing, in rooms short enough for one resume.
    clients: {
      rooms: ['lobby', 'tea'],
      app: { count: 0, rate: 0 },
      raw: { count: 3, rate: 30, readers: 2 },
      plain: { count: 0, rate: 0, readers: 1 },
    },
    random,
    durationMs: DURATION_MS,
    faults: (actors) => [
      mutant.killDelaysMs.map((pauseMs) => ({
        pauseMs,
        kind: kill,
        fault: { ...kill.draw(random), maxDurationMs: 0 },
        affected: [...Array(actors).keys()],
      })),
    ],
    ownFileSystem: false,
    convergenceTimeoutMs: 1_000,
    readBy: 'wire',
  });
  const by = [...violations].filter(([, found]) => found.length > 0).map(([id]) => id);
  return { mutant, caught: by.includes(mutant.caughtBy), violated: by };
}
