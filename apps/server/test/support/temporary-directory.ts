import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** For one test, which may be in its `beforeEach`; gone when it has finished. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'hubbub-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
