import { BlockList, isIP } from 'node:net';

/** An invalid setting. Its message is one line for the person who typed it. */
export class ConfigError extends Error {}

export const wholeNumber = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
    throw new ConfigError(`must be a whole number from ${min} to ${max}`);
  }
  return value;
};

export const seconds = (max: number) => (text: string) => wholeNumber(1, max)(text) * 1_000;

export const oneOf =
  (...values: string[]) =>
  (text: string) => {
    if (!values.includes(text)) throw new ConfigError(`must be one of ${values.join(', ')}`);
    return text;
  };

export function parseBasePath(value: string): string {
  const path = `/${value.split('/').filter(Boolean).join('/')}/`.replace('//', '/');
  if (!/^[\w\-./~]*$/.test(path) || /\/\.{1,2}\//.test(path)) throw new ConfigError('must be a path like /chat/');
  return path;
}

export function parseFactor(value: string): number {
  const factor = value === 'off' ? Infinity : Number(value);
  if (!(factor > 0)) throw new ConfigError('must be off, or a number above 0');
  return factor;
}

export function parseProxies(value: string): string | false {
  if (value === '' || value === 'false') return false;
  if (value === 'private' || value === 'true') return 'loopback,linklocal,uniquelocal';
  if (!value.split(',').every(isNetwork)) throw new ConfigError('must be addresses like 10.0.0.1,192.168.0.0/16');
  return value;
}

function isNetwork(entry: string): boolean {
  const [address = '', prefix, rest] = entry.trim().split('/');
  const family = isIP(address);
  const bits = prefix === undefined ? 0 : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity;
  return family !== 0 && rest === undefined && bits <= (family === 4 ? 32 : 128);
}

export const parseOrigins = listOf((origin) => {
  const url = URL.parse(origin);
  if (url === null || url.origin === 'null' || url.pathname !== '/')
    throw new ConfigError('must be origins like https://example.org');
  return url.origin;
});

export const parseHostNames = listOf((name) => {
  const url = URL.parse(`http://${name}`);
  if (url === null || url.port !== '' || url.href !== `http://${url.hostname}/`)
    throw new ConfigError('must be names like chat.example.org');
  return url.hostname;
});

/** Values separated by commas. */
function listOf<Value>(parse: (text: string) => Value): (text: string) => Value[] {
  return (text) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean)
      .map(parse);
}

const PRIVATE_NETWORKS = '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,127.0.0.0/8,::1,fc00::/7,fe80::/10';

export function parseReaders(value: string): (address: string) => boolean {
  if (value === 'all') return () => true;
  const networks = value === 'private' ? PRIVATE_NETWORKS : value;
  const allowed = new BlockList();
  for (const network of networks.split(',').filter(Boolean)) {
    if (!isNetwork(network)) throw new ConfigError('must be all, private, or addresses like 10.0.0.1,192.168.0.0/16');
    const [address = '', prefix] = network.trim().split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (prefix === undefined) allowed.addAddress(address, family);
    else allowed.addSubnet(address, Number(prefix), family);
  }
  return (address) => allowed.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}
