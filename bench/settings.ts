import { parseArgs } from 'node:util';
import { type Contestant, contestants } from './servers/contestants.ts';
import { scenarios } from './scenarios/index.ts';
import type { Scenario } from './scenarios/scenario.ts';

export interface Settings {
  scenarios: readonly Scenario[];
  servers: readonly Contestant[];
  quick: boolean;
  /** Everything, at full length: only that is worth keeping. */
  full: boolean;
}

/** Throws an Error with one line for the person who typed it. */
export function readSettings(argv: readonly string[]): Settings {
  const { values } = parse(argv);
  const { only, servers, quick = false } = values;
  return {
    scenarios: chosen('scenario', scenarios, only),
    servers: chosen('server', contestants, servers),
    quick,
    full: only === undefined && servers === undefined && !quick,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: { only: { type: 'string' }, servers: { type: 'string' }, quick: { type: 'boolean' } },
    });
  } catch (error) {
    const [line] = (error as Error).message.split(/\n|\. /);
    throw new Error(`${line}. There are --only NAME,…, --servers NAME,… and --quick.`, { cause: error });
  }
}

/** In the order of the list, whatever order they were asked for in. */
function chosen<One extends { name: string }>(what: string, all: readonly One[], asked: string | undefined): One[] {
  const names = asked?.split(',').map((name) => name.trim()) ?? all.map(({ name }) => name);
  const unknown = names.find((name) => !all.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new Error(
      `There is no ${what} ${JSON.stringify(unknown)}. There are ${all.map(({ name }) => name).join(', ')}.`,
    );
  return all.filter(({ name }) => names.includes(name));
}
