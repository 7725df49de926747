import type { WriteStream } from 'node:tty';
import type { Addresses } from './addresses.ts';

/** Prints the addresses of the page. A wide terminal also gets a QR code, so that a phone on the same network can open it. */
export async function greet(out: WriteStream, { local, network }: Addresses, dataDirectory: string): Promise<void> {
  const lines = ['', '  Hubbub is running.', '', `  Local    ${local}`];
  for (const url of network) lines.push(`  Network  ${url}`);
  lines.push(`  Data     ${dataDirectory}`, '');
  const [shared] = network;
  if (out.isTTY && shared !== undefined) {
    // Imported only here: a server in the background needs neither the code nor its memory.
    const { renderUnicodeCompact } = await import('uqr');
    const code = renderUnicodeCompact(shared).split('\n');
    if (code.every((line) => line.length + 2 < out.columns)) lines.push(...code.map((line) => `  ${line}`), '');
  }
  lines.push('  Press Ctrl+C to stop; nothing is lost.', '');
  out.write(`${lines.join('\n')}\n`);
}
