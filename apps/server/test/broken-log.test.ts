import { closeSync, openSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { frame, RawSocket } from './support/raw-socket.ts';
import { startProcess, type RunningProcess } from './support/server-process.ts';
import { jsonClient } from './support/socket-client.ts';

/** Makes the server log this many lines at level `debug`: reserved opcodes break the rules of WebSocket. */
async function causeLogLines(server: RunningProcess, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    using socket = new RawSocket(server.port);
    await socket.upgrade();
    socket.write(frame('x', { opcode: 3 }));
    await socket.ended;
  }
}

async function lostLines(server: RunningProcess): Promise<number> {
  const text = await (await fetch(`${server.http}metrics`)).text();
  return Number(/^hubbub_log_lines_lost_total (\d+)$/m.exec(text)?.[1]);
}

async function expectService(server: RunningProcess): Promise<void> {
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command({ type: 'send', room: 'lobby', cid: '1', text: 'still here' });
  expect(await ann.next('ack')).toMatchObject({ seq: 1 });
}

test('J-2: the server continues when the reader of its output has gone away, and counts the lost lines', async () => {
  await using server = await startProcess({ args: ['--log-level', 'debug'] });
  await causeLogLines(server, 1);
  await expect.poll(() => server.err).toContain('broke the rules');
  server.child.stderr!.destroy();
  server.child.stdout!.destroy();
  await causeLogLines(server, 5);
  await expectService(server);
  expect(await lostLines(server)).toBe(5);
  expect(await server.kill('SIGINT')).toBe(0);
});

test('J-2: the server continues when the disk of its log is full', async () => {
  const full = openSync('/dev/full', 'w');
  onTestFinished(() => closeSync(full));
  await using server = await startProcess({ args: ['--log-level', 'debug'], stderr: full });
  const before = await lostLines(server);
  await causeLogLines(server, 5);
  await expectService(server);
  expect(await lostLines(server)).toBe(before + 5);
  expect(await server.kill('SIGTERM')).toBe(0);
});
