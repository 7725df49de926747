import { resolve } from 'node:path';
import { chooseByName, namesOf, parseArguments } from '../scripts/command-line.ts';
import { comparison } from './scenarios/comparison.ts';
import { fairness } from './scenarios/fairness.ts';
import { fanOut } from './scenarios/fan-out.ts';
import { highestRate } from './scenarios/highest-rate.ts';
import { idle } from './scenarios/idle.ts';
import { manyRooms } from './scenarios/many-rooms.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { storm } from './scenarios/storm.ts';
import { type Contestant, contestants } from './servers/contestants.ts';

export interface Settings {
  scenarios: readonly Scenario[];
  servers: readonly Contestant[];
  quick: boolean;
  /** All scenarios and servers at full length; only such a run is written to docs/benchmarks.md. */
  full: boolean;
}

const scenarios: readonly Scenario[] = [fanOut, highestRate, manyRooms, idle, storm, fairness];

export const usage = `Usage: pnpm bench [SCENARIO …] [options]

Without options it runs everything and writes docs/benchmarks.md.

  SCENARIO …        only these scenarios: ${namesOf(scenarios)}
  --only NAME,…     the same
  --servers NAME,…  only these servers: ${namesOf(contestants)}
  --quick           shorter samples and fewer rounds
  --against DIR     compare this checkout with the one in DIR, which must be installed and built; both run on this
                    Node. Servers are json (the default) and plain; --against . shows the noise of the machine
  --rounds N        rounds of --against: 5 by default, 2 with --quick
  --help            print this`;

/** Throws an Error with a one-line message for the user. */
export function readSettings(argv: readonly string[]): Settings & { help: boolean } {
  const { values, positionals } = parseArguments(argv, {
    only: { type: 'string' },
    servers: { type: 'string' },
    quick: { type: 'boolean' },
    against: { type: 'string' },
    rounds: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  const { servers, quick = false, against, rounds, help = false } = values;
  const named = [...positionals, ...(values.only === undefined ? [] : [values.only])];
  const only = named.length === 0 ? undefined : named.join(',');
  if (against === undefined) {
    if (rounds !== undefined) throw new Error('--rounds needs --against DIR.');
    return {
      scenarios: chooseByName('scenario', scenarios, only),
      servers: chooseByName('server', contestants, servers),
      quick,
      full: only === undefined && servers === undefined && !quick,
      help,
    };
  }
  if (only !== undefined) throw new Error('--only cannot be combined with --against, which has loads of its own.');
  const count = Number(rounds ?? (quick ? 2 : 5));
  if (!Number.isInteger(count) || count < 1) throw new Error('--rounds must be a whole number above 0.');
  const dialects = contestants.filter(({ name }) => name === 'json' || name === 'plain');
  return {
    scenarios: [comparisonWith(against, count)],
    servers: chooseByName('server', dialects, servers ?? 'json'),
    quick,
    full: false,
    help,
  };
}

function comparisonWith(directory: string, rounds: number): Scenario {
  try {
    // pnpm runs this in the root of the workspace; INIT_CWD is where the user typed the path.
    return comparison(resolve(process.env['INIT_CWD'] ?? '.', directory), rounds);
  } catch (error) {
    throw new Error(`${directory} is not a checkout of Hubbub.`, { cause: error });
  }
}
