import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { Line } from './proxy.ts';

async function open(): Promise<{ line: Line; client: Socket; server: Socket } & AsyncDisposable> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const line = await Line.open((listener.address() as AddressInfo).port);
  const client = connect(line.port, '127.0.0.1');
  const [server] = (await once(listener, 'connection')) as [Socket];
  // Lines that are cut are what this is about.
  server.on('error', () => undefined);
  return {
    line,
    client,
    server,
    async [Symbol.asyncDispose]() {
      listener.close();
      client.destroy();
      await line.close();
    },
  };
}

test('what is said on a line arrives, both ways', async () => {
  await using all = await open();
  all.client.write('up');
  expect(String((await once(all.server, 'data'))[0])).toBe('up');
  all.server.write('down');
  expect(String((await once(all.client, 'data'))[0])).toBe('down');
});

test('what is held arrives when it is released, and the other way is not concerned', async () => {
  await using all = await open();
  all.line.hold('down');
  let heard = '';
  all.client.on('data', (text) => (heard += String(text)));
  all.server.write('late');
  all.client.write('up');
  await once(all.server, 'data');
  expect(heard).toBe('');
  all.line.release();
  await once(all.client, 'data');
  expect(heard).toBe('late');
});

test('a line that tears gives a part of what was said, and ends', async () => {
  await using all = await open();
  all.line.tear('down');
  let heard = '';
  all.client.on('data', (text) => (heard += String(text)));
  all.server.write('1234');
  await once(all.client, 'close');
  expect(heard).toBe('12');
});

test('a reset is seen as one', async () => {
  await using all = await open();
  const failed = once(all.client, 'error');
  all.line.reset();
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
});
