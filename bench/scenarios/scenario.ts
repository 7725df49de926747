import type { Results } from '../measure/results.ts';
import type { Table } from '../report/table.ts';
import type { Contestant } from '../servers/contestants.ts';

export interface ScenarioContext {
  servers: readonly Contestant[];
  /** Shorter samples and fewer rounds, for approximate figures. */
  quick: boolean;
  results: Results;
  /** Prints a table as soon as it is known. */
  show: (table: Table) => void;
  /** Prints progress. */
  log: (line: string) => void;
}

export interface Scenario {
  name: string;
  /** Adds to the results and shows them. A server that fails is reported and left out. */
  run: (context: ScenarioContext) => Promise<void>;
}

/** Runs each server in turn. Returns a note for each that failed, which does not stop the others. */
export async function eachServer<Result>(
  { servers, log }: ScenarioContext,
  title: string,
  run: (contestant: Contestant) => Promise<Result>,
): Promise<{ found: Result[]; notes: string[] }> {
  const found: Result[] = [];
  const notes: string[] = [];
  for (const contestant of servers) {
    log(`${title}: ${contestant.title}`);
    try {
      found.push(await run(contestant));
    } catch (error) {
      const note = `${contestant.title}, not measured: ${error instanceof Error ? error.message : String(error)}.`;
      notes.push(note);
      log(note);
    }
  }
  return { found, notes };
}
