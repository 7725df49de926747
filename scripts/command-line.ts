import { parseArgs, type ParseArgsConfig } from 'node:util';

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;

/** The values of the options; nothing else is allowed. Throws an Error with a one-line message for the user. */
export function parseOptions<Options extends OptionsConfig>(argv: readonly string[], options: Options) {
  const { values, positionals } = parseArguments(argv, options);
  if (positionals.length > 0) throw new Error(`${JSON.stringify(positionals[0])} is not an option. ${listOf(options)}`);
  return values;
}

/** The values of the options, and the other arguments. Throws an Error with a one-line message for the user. */
export function parseArguments<Options extends OptionsConfig>(argv: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    const [line] = (error as Error).message.split(/\n|\. /);
    throw new Error(`${line}. ${listOf(options)}`, { cause: error });
  }
}

function listOf(options: OptionsConfig): string {
  const names = Object.keys(options).map((name) => `--${name}`);
  return `The options are ${names.join(', ')}.`;
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
