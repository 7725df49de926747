import { parseArgs } from 'node:util';
import { defaultLimits } from './chat/limits.ts';
import {
  ConfigError,
  oneOf,
  parseBasePath,
  parseFactor,
  parseHostNames,
  parseOrigins,
  parseProxies,
  parseReaders,
  seconds,
  wholeNumber,
} from './setting-values.ts';

interface Setting<Value> {
  /** The flag and its value's placeholder, as in --help. */
  usage: string;
  help: string;
  fallback: string;
  parse: (text: string) => Value;
}

/** Each setting is a flag, such as `--max-text`, and an environment variable, such as HUBBUB_MAX_TEXT. */
const settings = {
  port: {
    usage: '--port PORT',
    fallback: '3434',
    help: 'port to listen on; 0 picks a free one',
    parse: wholeNumber(0, 65_535),
  },
  host: {
    usage: '--host ADDRESS',
    fallback: '0.0.0.0',
    help: 'address to listen on; 127.0.0.1 for this machine only',
    parse: String,
  },
  dataDirectory: { usage: '--data DIR', fallback: './data', help: 'directory of the database', parse: String },
  basePath: {
    usage: '--base-path PATH',
    fallback: '/',
    help: 'path under which a proxy serves Hubbub, like /chat/',
    parse: parseBasePath,
  },
  trustProxy: {
    usage: '--trust-proxy [PROXIES]',
    fallback: '',
    help: 'trust X-Forwarded-* from private addresses, or from these',
    parse: parseProxies,
  },
  allowedOrigins: {
    usage: '--allow-origin ORIGINS',
    fallback: '',
    help: 'other origins whose pages may connect, separated by commas',
    parse: parseOrigins,
  },
  hostNames: {
    usage: '--host-names NAMES',
    fallback: '',
    help: 'names of this server besides addresses and local names, separated by commas',
    parse: parseHostNames,
  },
  metricsReaders: {
    usage: '--metrics ADDRESSES',
    fallback: '',
    help: 'other addresses that may read /metrics: all, private, or these',
    parse: parseReaders,
  },
  maxTextBytes: {
    usage: '--max-text BYTES',
    fallback: String(defaultLimits.maxTextBytes),
    help: 'maximum size of a message',
    parse: wholeNumber(1, 1024 * 1024),
  },
  rateFactor: {
    usage: '--limits FACTOR',
    fallback: '1',
    help: 'multiplies how much people and addresses may do; off for no limits',
    parse: parseFactor,
  },
  nameQuarantineMs: {
    usage: '--name-quarantine DAYS',
    fallback: '7',
    help: 'how long only its former holder may take the old name after a rename',
    parse: (text) => wholeNumber(0, 365)(text) * 24 * 60 * 60 * 1_000,
  },
  pingIntervalMs: {
    usage: '--ping-every SECONDS',
    fallback: '54',
    help: 'interval between pings',
    parse: seconds(3_600),
  },
  pongTimeoutMs: {
    usage: '--pong-within SECONDS',
    fallback: '60',
    help: 'time without a pong after which a connection is closed',
    parse: seconds(7_200),
  },
  logLevel: {
    usage: '--log-level LEVEL',
    fallback: 'warn',
    help: 'trace, debug, info, warn, error, fatal or silent',
    parse: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  },
} satisfies Record<string, Setting<unknown>>;

const switches = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  dev: { type: 'boolean' },
} as const;

export type Config = {
  [Name in keyof typeof settings]: ReturnType<(typeof settings)[Name]['parse']>;
} & {
  /** Vite serves the page, so this process does not print its addresses. */
  dev: boolean;
};

/** Flags take precedence over the environment. Throws a ConfigError for an unknown flag or an invalid value. */
export function readConfig(argv: readonly string[], env: NodeJS.ProcessEnv): Config | 'help' | 'version' {
  const given = flags(argv);
  if (given['help'] === true) return 'help';
  if (given['version'] === true) return 'version';
  const read = ({ usage, parse, fallback }: Setting<unknown>): unknown => {
    const flag = flagOf(usage);
    const variable = variableOf(flag);
    const [source, value] = flag in given ? [`--${flag}`, given[flag]] : [variable, env[variable]];
    try {
      return parse(typeof value === 'string' && value !== '' ? value : fallback);
    } catch (error) {
      if (error instanceof ConfigError)
        throw new ConfigError(`${source} ${error.message}, not ${JSON.stringify(value)}.`);
      throw error;
    }
  };
  const values = Object.entries(settings).map(([name, setting]) => [name, read(setting)]);
  const config = { ...Object.fromEntries(values), dev: given['dev'] === true } as Config;
  if (config.pongTimeoutMs <= config.pingIntervalMs)
    throw new ConfigError('--pong-within must be longer than --ping-every.');
  return config;
}

export function help(): string {
  const rows = Object.values(settings).map(({ usage, help, fallback }) => {
    const initially = fallback === '' ? '' : ` (${fallback})`;
    return `  ${usage.padEnd(24)}${help}${initially}\n${' '.repeat(26)}${variableOf(flagOf(usage))}`;
  });
  return `Hubbub: a chat room that one command starts and one link shares.\n\n${rows.join('\n')}\n  -h, --help\n  -v, --version\n`;
}

/** `max-text` of `--max-text BYTES`. */
function flagOf(usage: string): string {
  return usage.slice(2, usage.indexOf(' '));
}

function variableOf(flag: string): string {
  return `HUBBUB_${flag.toUpperCase().replaceAll('-', '_')}`;
}

function flags(argv: readonly string[]): Record<string, string | boolean | undefined> {
  // pnpm passes on the `--` that npm requires before the flags of a script.
  const given = argv[0] === '--' ? argv.slice(1) : argv;
  // `--trust-proxy` is the only flag whose value is optional.
  const args = given.map((arg, i) =>
    arg === '--trust-proxy' && !/^[^-]/.test(given[i + 1] ?? '-') ? `${arg}=private` : arg,
  );
  const options = Object.fromEntries(
    Object.values(settings).map(({ usage }) => [flagOf(usage), { type: 'string' as const }]),
  );
  try {
    return parseArgs({ args, options: { ...options, ...switches } }).values;
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : String(error)).split(/[\n]|\. /);
    throw new ConfigError(`${line?.replace(/\.+$/, '')}. --help lists all settings.`);
  }
}
