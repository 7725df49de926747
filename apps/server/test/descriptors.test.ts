import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { serverCommand, startProcess } from './support/server-process.ts';
import { jsonClient } from './support/socket-client.ts';

interface LogLine {
  msg: string;
  err?: { code?: string };
}

test.skipIf(process.platform !== 'linux')(
  'out of descriptors: connections are refused and the log says why once; who is connected is served',
  async () => {
    const command = ['sh', '-c', 'ulimit -n 64 && exec "$@"', 'sh', ...serverCommand];
    await using server = await startProcess({ command });
    using ann = await jsonClient(server.ws);
    await ann.enter('lobby', 'ann');
    const sockets: Socket[] = [];
    const closed: Promise<unknown>[] = [];
    for (let i = 0; i < 80; i++) {
      const socket = connect(server.port, '127.0.0.1').on('error', () => undefined);
      closed.push(once(socket, 'close').then(() => (sockets[i] = undefined!)));
      sockets.push(socket);
    }
    await expect.poll(() => server.err).toContain('EMFILE');
    await Promise.race(closed);
    ann.command({ type: 'send', room: 'lobby', cid: '1', text: 'still here' });
    expect(await ann.next('ack')).toMatchObject({ seq: 1 });
    // The database and the page still have descriptors.
    expect(readdirSync(`/proc/${server.child.pid}/fd`).length).toBeLessThan(62);
    const lines = server.err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as LogLine);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ err: { code: 'EMFILE' }, msg: expect.stringMatching(/\d+ are open.*ulimit -n/) });
    for (const socket of sockets) socket?.destroy();
    await expect.poll(async () => (await fetch(`${server.http}readyz`)).status).toBe(200);
  },
);
