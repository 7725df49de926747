import { networkInterfaces } from 'node:os';

export interface Addresses {
  /** For a browser on this machine. */
  local: string;
  /** For other machines; empty unless the server listens on every interface. */
  network: string[];
}

/** The URLs at which a person can open the page. */
export function addresses(host: string, port: number, basePath: string): Addresses {
  const url = (name: string): string => `http://${name.includes(':') ? `[${name}]` : name}:${port}${basePath}`;
  const everywhere = host === '0.0.0.0' || host === '::';
  const loopback = host === 'localhost' || host === '::1' || host.startsWith('127.');
  const network = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(
      ({ internal, family, address }) =>
        !internal && (family === 'IPv4' || (host === '::' && !address.startsWith('fe80'))),
    )
    .map(({ address }) => url(address));
  return {
    local: url(everywhere || loopback ? 'localhost' : host),
    network: everywhere ? network : [],
  };
}
