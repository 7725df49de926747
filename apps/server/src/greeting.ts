import { networkInterfaces } from 'node:os';
import type { WriteStream } from 'node:tty';

export interface Addresses {
  /** For a browser on this machine. */
  local: string;
  /** For other machines; empty unless the server listens on every interface. */
  network: string[];
  /** Only this machine can connect. */
  loopback: boolean;
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
    loopback,
  };
}

/**
 * Prints the addresses of the page, and the names by which browsers may open it without TLS. A wide terminal also gets a
 * QR code, so that a phone on the same network can open it.
 */
export async function greet(
  out: WriteStream,
  { local, network, loopback }: Addresses,
  hostNames: readonly string[],
  dataDirectory: string,
): Promise<void> {
  const lines = ['', '  Hubbub is running.', '', `  Local    ${local}`];
  for (const url of network) lines.push(`  Network  ${url}`);
  lines.push(`  Names    ${[...hostNames, 'local names'].join(', ')}; for others use --host-names`);
  lines.push(`  Data     ${dataDirectory}`, '');
  const [shared] = network;
  if (out.isTTY && shared !== undefined) {
    // Imported only here: a server in the background needs neither the code nor its memory.
    const { renderUnicodeCompact } = await import('uqr');
    const code = renderUnicodeCompact(shared).split('\n');
    if (code.every((line) => line.length + 2 < out.columns)) lines.push(...code.map((line) => `  ${line}`), '');
  }
  if (!loopback)
    lines.push(
      '  Everybody on this network can read every room and write in it.',
      '  To allow only this machine, start with --host 127.0.0.1.',
      '',
    );
  lines.push('  Press Ctrl+C to stop; nothing is lost.', '');
  out.write(`${lines.join('\n')}\n`);
}
