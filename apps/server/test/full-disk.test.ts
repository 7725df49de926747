import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '@hubbub/protocol/events';
import { expect, onTestFinished, test } from 'vitest';
import { diskFull, fillDisk, mountDisk, unmountDisk } from '../../../chaos/faults/disk-full.ts';
import { startProcess } from './support/server-process.ts';
import { jsonClient } from './support/socket-client.ts';

const cannotMount = diskFull.unavailable?.();

/** A directory on a file system of its own. */
function ownDisk(): string {
  const directory = mkdtempSync(join(tmpdir(), 'hubbub-disk-'));
  mountDisk(directory);
  onTestFinished(() => {
    unmountDisk(directory);
    rmdirSync(directory);
  });
  return directory;
}

const send = (cid: string) => ({ type: 'send', room: 'tea', cid, text: `${cid} ${'x'.repeat(4_000)}` });
const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => send(`${prefix}${i}`));

test.skipIf(cannotMount !== undefined)(
  'B-16, J-3: on a full disk a retry is still acknowledged, and hundreds of refusals are one line of the log',
  async () => {
    const data = ownDisk();
    await using server = await startProcess({ data });
    using ann = await jsonClient(server.ws);
    await ann.enter('tea', 'ann');
    ann.command(...numbered('stored', 3));
    await ann.next('ack', ({ seq }) => seq === 3);
    fillDisk(data);
    // Each frame is one batch: retries of what is on disk, among sends that do not fit.
    for (let i = 0; i < 250; i++) ann.command(send('stored0'), ...numbered(`new${i} `, 3), send('stored2'));
    ann.command(send('stored1'));
    await ann.next('ack', ({ cid }) => cid === 'stored1');
    const answers = ann.lines().filter(({ type }) => type === 'ack' || type === 'error');
    const refused = answers.flatMap((line) => (line.type === 'error' ? [[line.code, line.cid?.slice(0, 3)]] : []));
    // A few may fit into pages that the database had already.
    expect(refused.length).toBeGreaterThan(500);
    expect(refused.filter(([code, cid]) => code !== 'store_full' || cid !== 'new')).toEqual([]);
    const retries = answers.flatMap((line) => (line.type === 'ack' && line.cid.startsWith('stored') ? [line.seq] : []));
    expect(retries.slice(3)).toHaveLength(501);
    expect(new Set(retries)).toEqual(new Set([1, 2, 3]));
    const page = await fetch(`${server.http}api/rooms/tea/messages`);
    expect(((await page.json()) as { messages: unknown[] }).messages.length).toBeGreaterThanOrEqual(3);
    const lines = server.err.trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({ err: { code: 'store_full', why: 'database or disk is full' } });
  },
);

test.skipIf(cannotMount !== undefined)('after kill -9 on a full disk it starts and shows the history', async () => {
  const data = ownDisk();
  await using before = await startProcess({ data });
  using ann = await jsonClient(before.ws);
  await ann.enter('tea', 'ann');
  ann.command(...numbered('stored', 3));
  await ann.next('ack', ({ seq }) => seq === 3);
  fillDisk(data);
  await before.kill('SIGKILL');
  await using after = await startProcess({ data });
  const page = await fetch(`${after.http}api/rooms/tea/messages`);
  expect(((await page.json()) as { messages: unknown[] }).messages).toHaveLength(3);
});

test.skipIf(cannotMount !== undefined)(
  'J-1, NAME-6: on a full disk a rename gives a new name and all notices, or none of it',
  async () => {
    const data = ownDisk();
    await using server = await startProcess({ data, args: ['--limits', 'off'] });
    using ann = await jsonClient(server.ws);
    const rooms = Array.from({ length: 60 }, (_, n) => `room ${n}`);
    ann.command({ type: 'name', name: 'ann' });
    for (const room of rooms) {
      await ann.enter(room);
      ann.command({ type: 'send', room, cid: room, text: 'hello' });
      await ann.next('ack');
    }
    // Leaves space for a few renames, so that the disk is full in the middle of one.
    const reserve = join(data, 'reserve');
    writeFileSync(reserve, Buffer.alloc(600 * 1024));
    fillDisk(data);
    rmSync(reserve);
    let name = 'ann';
    let refusals = 0;
    for (let n = 1; refusals < 10; n++) {
      ann.command({ type: 'rename', name: `ann ${n}` });
      const line = JSON.parse(await ann.line((text) => /"type":"(you|error)"/.test(text)));
      if (line.type === 'you') name = line.me.name;
      else refusals++;
      if (line.type === 'error') expect(line).toMatchObject({ code: 'store_full', command: 'rename' });
    }
    expect(name).not.toBe('ann');
    ann.command({ type: 'hello' });
    expect((await ann.next('you')).me?.name).toBe(name);
    for (const room of rooms) {
      const response = await fetch(`${server.http}api/rooms/${encodeURIComponent(room)}/messages`);
      const { messages } = (await response.json()) as { messages: Message[] };
      const [, ...notices] = messages;
      expect(notices.at(-1)?.text, room).toBe(name);
      expect(notices.every(({ kind }) => kind === 'renamed')).toBe(true);
    }
  },
);
