import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { Proxy } from './proxy.ts';

async function open(): Promise<{ proxy: Proxy; client: Socket; server: Socket } & AsyncDisposable> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const proxy = await Proxy.open((listener.address() as AddressInfo).port);
  const client = connect(proxy.port, '127.0.0.1');
  const [server] = (await once(listener, 'connection')) as [Socket];
  // Connections are cut on purpose here.
  server.on('error', () => undefined);
  return {
    proxy,
    client,
    server,
    async [Symbol.asyncDispose]() {
      listener.close();
      client.destroy();
      await proxy.close();
    },
  };
}

test('a proxy forwards in both directions', async () => {
  await using all = await open();
  all.client.write('up');
  expect(String((await once(all.server, 'data'))[0])).toBe('up');
  all.server.write('down');
  expect(String((await once(all.client, 'data'))[0])).toBe('down');
});

test('a held direction is forwarded after its release, and the other one is not affected', async () => {
  await using all = await open();
  all.proxy.hold('down');
  let received = '';
  all.client.on('data', (text) => (received += String(text)));
  all.server.write('late');
  all.client.write('up');
  await once(all.server, 'data');
  expect(received).toBe('');
  all.proxy.release();
  await once(all.client, 'data');
  expect(received).toBe('late');
});

test('a torn connection forwards a part of the chunk, then closes', async () => {
  await using all = await open();
  all.proxy.tear('down');
  let received = '';
  all.client.on('data', (text) => (received += String(text)));
  all.server.write('1234');
  await once(all.client, 'close');
  expect(received).toBe('12');
});

test('a reset reaches the client as ECONNRESET', async () => {
  await using all = await open();
  const failed = once(all.client, 'error');
  all.proxy.reset();
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
});
