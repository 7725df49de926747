import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noMetrics } from './support/no-metrics.ts';
import type { Store } from '../src/chat/ports.ts';
import { append, posted } from './store-contract/drafts.ts';
import { openSqliteStore } from '../src/stores/sqlite/store.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

async function open(directory: string): Promise<Store> {
  const onFatal = (error: Error): void => {
    throw error;
  };
  const store = await openSqliteStore({ directory, metrics: noMetrics, onFatal });
  onTestFinished(() => store.close());
  return store;
}

/** Opens the store in another process. Its error output is the rejection's `stderr`. */
function openElsewhere(directory: string): Promise<unknown> {
  const program = fileURLToPath(new URL('./support/append-until-killed.ts', import.meta.url));
  return promisify(execFile)(process.execPath, [program, directory, 'word']);
}

describe('SqliteStore and its lock', () => {
  it('cannot be opened twice, neither by this process nor by another', async () => {
    const directory = temporaryDirectory();
    const store = await open(directory);
    const line = `Another Hubbub is using ${directory}. Stop it, or choose another folder with --data.`;
    await expect(open(directory)).rejects.toMatchObject({ name: 'StoreError', message: line });
    await expect(openElsewhere(directory)).rejects.toMatchObject({ stderr: expect.stringContaining(line) });
    expect(await store.head('a')).toBe(0);
    await store.close();
    await open(directory);
  });

  it('J-5: cannot be opened twice by a link from another folder, nor after the lock file was deleted', async () => {
    const directory = temporaryDirectory();
    const linked = temporaryDirectory();
    const store = await open(directory);
    await append(store, posted('a', '1'));
    symlinkSync(join(directory, 'hubbub.db'), join(linked, 'hubbub.db'));
    rmSync(join(directory, 'hubbub.lock'));
    const line = (folder: string) =>
      `Another program has ${folder}/hubbub.db open, perhaps another Hubbub. Close it, or choose another folder with --data.`;
    await Promise.all([
      expect(openElsewhere(linked)).rejects.toMatchObject({ stderr: expect.stringContaining(line(linked)) }),
      expect(openElsewhere(directory)).rejects.toMatchObject({ stderr: expect.stringContaining(line(directory)) }),
    ]);
    expect((await append(store, posted('a', '2')))[0]?.seq).toBe(2);
    await store.close();
    const again = await open(linked);
    expect(await again.head('a')).toBe(2);
  });

  it('J-5: two that open a new database at the same moment do not both get it', async () => {
    const folders = [temporaryDirectory(), temporaryDirectory()] as const;
    const file = join(mkdtempSync(join(folders[0], 'shared-')), 'hubbub.db');
    for (const folder of folders) symlinkSync(file, join(folder, 'hubbub.db'));
    const opened = await Promise.allSettled(folders.map(open));
    expect(opened.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });

  it('can be opened after a refused attempt', async () => {
    const directory = temporaryDirectory();
    const outside = new DatabaseSync(join(directory, 'hubbub.db'), { timeout: 1_000 });
    onTestFinished(() => outside.close());
    outside.exec('CREATE TABLE somebody_elses (id)');
    await expect(open(directory)).rejects.toThrow('belongs to another program');
    outside.exec('DROP TABLE somebody_elses');
    expect(await (await open(directory)).head('a')).toBe(0);
  });
});
