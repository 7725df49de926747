import { networkInterfaces } from 'node:os';

/** Where a person can open the page: from this machine, and from others when it listens to them. */
export function addresses(host: string, port: number, basePath: string): { local: string; network: string[] } {
  const url = (name: string): string => `http://${name.includes(':') ? `[${name}]` : name}:${port}${basePath}`;
  const everywhere = host === '0.0.0.0' || host === '::';
  const loopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(
      ({ internal, family, address }) =>
        !internal && (family === 'IPv4' || (host === '::' && !address.startsWith('fe80'))),
    )
    .map(({ address }) => url(address));
  return {
    local: url(everywhere || loopback ? 'localhost' : host),
    network: everywhere ? outside : [],
  };
}
