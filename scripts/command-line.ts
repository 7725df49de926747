import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The values of the options. Throws an Error with a one-line message for the user. */
export function parseOptions<Options extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    const [line] = (error as Error).message.split(/\n|\. /);
    const names = Object.keys(options).map((name) => `--${name}`);
    throw new Error(`${line}. The options are ${names.join(', ')}.`, { cause: error });
  }
}

/** The items with these comma-separated names, or all of them, in the order of `all`. Throws if there is none of a name. */
export function chooseByName<Item extends { name: string }>(
  kind: string,
  all: readonly Item[],
  names: string | undefined,
): Item[] {
  const wanted = names?.split(',').map((name) => name.trim()) ?? all.map(({ name }) => name);
  const unknown = wanted.find((name) => !all.some((item) => item.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no ${kind} ${JSON.stringify(unknown)}. There are ${namesOf(all)}.`);
  return all.filter(({ name }) => wanted.includes(name));
}

export function namesOf(all: readonly { name: string }[]): string {
  return all.map(({ name }) => name).join(', ');
}

/** Reads the settings from this process's arguments; prints the message and exits if that throws. */
export function readArguments<Settings>(read: (argv: readonly string[]) => Settings): Settings {
  try {
    return read(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}
