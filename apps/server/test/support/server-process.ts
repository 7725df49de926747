import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../../scripts/free-port.ts';

export const serverCommand = [process.execPath, fileURLToPath(new URL('../../hubbub.js', import.meta.url))];

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, removed when the tests end. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hubbub-test-'));
  folders.push(folder);
  return folder;
}

export interface ProcessOptions {
  args?: string[];
  env?: Record<string, string>;
  /** What starts the server, before its flags. By default the server itself. */
  command?: string[];
  /** The file that gets its error output, instead of `err`. */
  stderr?: number;
}

/** The server in its own process. */
export class RunningProcess implements AsyncDisposable {
  readonly port: number;
  readonly data: string;
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  out = '';
  err = '';

  constructor(options: ProcessOptions & { port: number; data: string }) {
    this.port = options.port;
    this.data = options.data;
    const [command = '', ...args] = [
      ...(options.command ?? serverCommand),
      '--port',
      String(options.port),
      '--host',
      '127.0.0.1',
      '--data',
      options.data,
      ...(options.args ?? []),
    ];
    this.child = spawn(command, args, {
      stdio: ['ignore', 'pipe', options.stderr ?? 'pipe'],
      // Tests send more than people may, so only those about the limits set a factor.
      env: { ...process.env, HUBBUB_LIMITS: 'off', ...options.env },
    });
    this.child.stdout?.on('data', (text) => (this.out += text));
    this.child.stderr?.on('data', (text) => (this.err += text));
    this.exited = once(this.child, 'close').then(([code]) => code as number | null);
  }

  get ws(): string {
    return `ws://127.0.0.1:${this.port}/ws`;
  }

  get http(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** Resolves when the server has printed its addresses; rejects when it exits before. */
  async listening(): Promise<this> {
    while (!this.out.includes('nothing is lost')) {
      const exited = await Promise.race([
        once(this.child.stdout!, 'data').then(() => false),
        this.exited.then(() => true),
      ]);
      if (exited) throw new Error(`the server exited: ${this.err}`);
    }
    return this;
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill('SIGKILL');
  }
}

export async function startProcess(
  options: ProcessOptions & { port?: number; data?: string } = {},
): Promise<RunningProcess> {
  return new RunningProcess({
    ...options,
    port: options.port ?? (await freePort()),
    data: options.data ?? emptyFolder(),
  }).listening();
}
