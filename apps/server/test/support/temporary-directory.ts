import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new directory that is removed when the current test finishes; `beforeEach` may call this, too. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'hubbub-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
