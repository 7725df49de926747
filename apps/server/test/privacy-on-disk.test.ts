import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, startProcess } from './support/server-process.ts';
import { jsonClient, type JsonClient } from './support/socket-client.ts';

const SECRET = 'a very secret word';

/** The files of the folder that contain the secret. */
function filesWithSecret(data: string): string[] {
  return readdirSync(data).filter((file) => readFileSync(join(data, file)).includes(SECRET));
}

function modes(data: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(data).map((file) => [file, (statSync(join(data, file)).mode & 0o777).toString(8)]),
  );
}

/**
 * Another program that reads the database until the returned function is called. A process of its own, because this one
 * opens and closes the files, which would release its locks.
 */
async function startReader(data: string): Promise<() => void> {
  const program = `
    const { DatabaseSync } = require('node:sqlite');
    new DatabaseSync(process.argv[1], { readOnly: true }).exec('BEGIN; SELECT count(*) FROM events');
    console.log('reading');
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['-e', program, join(data, 'hubbub.db')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return () => child.stdin.end();
}

/** Posts a short and a long message with the secret, edits the first twice, and deletes both. */
async function postAndDelete(ann: JsonClient, data: string): Promise<void> {
  const text = (n: number) => `${n} ${SECRET} `.repeat(n);
  const command = { room: 'tea' };
  ann.command(
    { ...command, type: 'send', cid: '1', text: text(1) },
    { ...command, type: 'send', cid: '2', text: text(300) },
    { ...command, type: 'edit', cid: '3', target: 1, text: text(2) },
    { ...command, type: 'edit', cid: '4', target: 1, text: text(200) },
    { ...command, type: 'send', cid: '5', text: 'this one stays' },
  );
  await ann.next('ack', ({ cid }) => cid === '5');
  expect(filesWithSecret(data)).not.toEqual([]);
  ann.command(...[1, 2].map((target) => ({ ...command, type: 'delete', cid: `delete ${target}`, target })));
  await ann.next('ack', ({ cid }) => cid === 'delete 2');
}

test('B-15, LOG-6: seconds after a deletion no file contains the text of the message or its edits, while the server runs', async () => {
  await using server = await startProcess();
  using ann = await jsonClient(server.ws);
  await ann.enter('tea', 'ann');
  await postAndDelete(ann, server.data);
  await expect.poll(() => filesWithSecret(server.data), { timeout: 8_000, interval: 200 }).toEqual([]);
  expect(readdirSync(server.data)).toContain('hubbub.db-wal');
});

test('B-15: a program that reads the database delays that, but no message', async () => {
  await using server = await startProcess();
  using ann = await jsonClient(server.ws);
  await ann.enter('tea', 'ann');
  const stopReading = await startReader(server.data);
  await postAndDelete(ann, server.data);
  const end = performance.now() + 3_000;
  for (let i = 0; performance.now() < end; i++) {
    const sent = performance.now();
    ann.command({ type: 'send', room: 'tea', cid: `more ${i}`, text: 'more' });
    await ann.next('ack', ({ cid }) => cid === `more ${i}`);
    expect(performance.now() - sent, 'waiting for the reader would take seconds').toBeLessThan(3_000);
  }
  expect(filesWithSecret(server.data)).not.toEqual([]);
  stopReading();
  await expect.poll(() => filesWithSecret(server.data), { timeout: 8_000, interval: 200 }).toEqual([]);
});

test("B-15: only the server's user can read its files, even in an open folder and where others could before", async () => {
  const data = emptyFolder();
  chmodSync(data, 0o755);
  const before = await startProcess({ data });
  expect(new Set(Object.values(modes(data)))).toEqual(new Set(['600']));
  await before.kill('SIGKILL');
  for (const file of readdirSync(data)) chmodSync(join(data, file), 0o644);
  await using server = await startProcess({ data });
  using ann = await jsonClient(server.ws);
  await ann.enter('tea', 'ann');
  ann.command({ type: 'send', room: 'tea', cid: '1', text: 'hello' });
  await ann.next('ack');
  expect(modes(data)).toEqual({
    'hubbub.db': '600',
    'hubbub.db-shm': '600',
    'hubbub.db-wal': '600',
    'hubbub.lock': '600',
  });
});
