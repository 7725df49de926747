const IPV6_GROUPS = 8;
/** A provider gives each customer at least this many of the eight groups of an IPv6 address. */
const NETWORK_GROUPS = 4;

/** The part of an IP address that one customer of a provider has: an IPv4 address, or the /64 network of an IPv6 address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [left = [], right = []] = address
    .split('%', 1)[0]!
    .split('::')
    .map((half) => half.split(':'));
  const omitted = Array.from({ length: Math.max(0, IPV6_GROUPS - left.length - right.length) }, () => '0');
  const groups = [...left, ...omitted, ...right].map((group) => group || '0');
  return `${groups.slice(0, NETWORK_GROUPS).join(':').toLowerCase()}::/64`;
}
