import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Starts the server once on an empty directory and stops it: Node then writes the compiled modules to `dist/compiled`. */
const data = mkdtempSync(join(tmpdir(), 'hubbub-build-'));
const program = fileURLToPath(new URL('./hubbub.js', import.meta.url));
const server = spawn(process.execPath, [program, '--port', '0', '--host', '127.0.0.1', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
  // The settings are for the server that runs later; an invalid one must not fail the build.
  env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HUBBUB_'))),
});
let output = '';
server.stdout.on('data', (text) => {
  output += text;
  if (output.includes('Ctrl+C')) server.kill('SIGTERM');
});
server.once('exit', (code) => {
  rmSync(data, { recursive: true });
  process.exitCode = code ?? 1;
});
