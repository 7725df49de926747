import { spawnSync } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../scripts/free-port.ts';
import { emptyFolder, RunningProcess, startProcess } from './support/server-process.ts';

/** Kills whatever runs with this folder in its arguments. */
function killAll(data: string): void {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
  for (const line of stdout.split('\n')) if (line.includes(data)) process.kill(Number.parseInt(line, 10), 'SIGKILL');
}

test.each([
  ['0.0.0.0', true],
  ['::', true],
  ['127.0.0.1', false],
  ['localhost', false],
])('with --host %s the terminal says that everybody on the network can read every room: %s', async (host, open) => {
  await using server = await startProcess({ args: ['--host', host] });
  expect(server.out.includes('Everybody on this network can read every room')).toBe(open);
  expect(server.out.includes('--host 127.0.0.1')).toBe(open);
});

// It hung for ever in Node's mkdir.
test('a data folder that cannot be made is refused', async () => {
  await using server = new RunningProcess({ port: await freePort(), data: '/proc/x' });
  expect(await server.exited).toBe(1);
  expect(server.err).toMatch(/^hubbub: Cannot store data in \/proc\/x: ENOENT.*--data\.\n$/);
});

interface Stop {
  name: string;
  signals: NodeJS.Signals[];
  /** To npx's process group, as a terminal does. npx itself does nothing about a lone SIGINT. */
  group?: boolean;
}

const stops: Stop[] = [
  { name: 'SIGTERM to npx alone', signals: ['SIGTERM'] },
  { name: 'SIGHUP to npx alone', signals: ['SIGHUP'] },
  { name: 'Ctrl+C', signals: ['SIGINT'], group: true },
  { name: 'Ctrl+C twice', signals: ['SIGINT', 'SIGINT'], group: true },
];

test.skipIf(process.platform !== 'linux').each(stops)(
  'J-8: $name stops the server, and frees its port and its data',
  async ({ signals, group = false }) => {
    const [port, data] = [await freePort(), emptyFolder()];
    onTestFinished(() => killAll(data));
    const command = ['setsid', 'npx', '-y', 'pnpm', 'start'];
    const started = await new RunningProcess({ command, port, data }).listening();
    expect((await fetch(`${started.http}readyz`)).status).toBe(200);
    for (const signal of signals) process.kill(group ? -started.child.pid! : started.child.pid!, signal);
    const isFree = (): Promise<boolean> =>
      fetch(`${started.http}readyz`).then(
        () => false,
        () => true,
      );
    await expect.poll(isFree, { timeout: 10_000 }).toBe(true);
    // The output is closed once the last process that npx started has ended.
    await started.exited;
    await using again = await startProcess({ port, data });
    expect((await fetch(`${again.http}readyz`)).status).toBe(200);
  },
  60_000,
);
