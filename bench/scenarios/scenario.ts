import type { Contestant } from '../servers/contestants.ts';
import type { Results } from '../measure/results.ts';
import type { Table } from '../report/table.ts';

export interface Context {
  servers: readonly Contestant[];
  /** Shorter spans, fewer rounds: to see that it works, and about where things are. */
  quick: boolean;
  results: Results;
  /** Hands over what was found, as soon as it is. */
  show: (table: Table) => void;
  /** Says how far it is. */
  say: (line: string) => void;
}

export interface Scenario {
  name: string;
  /** Puts what it finds into the results, and shows it. A server that fails is said and left out. */
  run: (context: Context) => Promise<void>;
}

/** One server after the other; what one of them cannot do does not keep the others from it. */
export async function eachServer(
  { servers, say }: Context,
  what: string,
  run: (contestant: Contestant) => Promise<void>,
): Promise<string[]> {
  const failed: string[] = [];
  for (const contestant of servers) {
    say(`${what}: ${contestant.title}`);
    try {
      await run(contestant);
    } catch (error) {
      failed.push(`${contestant.title}, not measured: ${error instanceof Error ? error.message : String(error)}.`);
      say(failed.at(-1)!);
    }
  }
  return failed;
}
