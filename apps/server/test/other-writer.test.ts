import { expect, test } from 'vitest';
import { posted } from './store-contract/drafts.ts';
import { runServer } from './support/in-process-server.ts';
import { SlowStore } from './support/slow-store.ts';
import { jsonClient } from './support/socket-client.ts';

const send = (cid: string) => ({ type: 'send', room: 'a', cid, text: 'words' });

test('J-5, LOG-1: a room that gets an event out of sequence reads what is missing from the store', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  using ben = await jsonClient(server.ws);
  await ann.enter('a', 'ann');
  await ben.enter('a');
  ann.command(send('1'));
  await ben.next('posted');
  // As another server on the same database would do.
  for (let n = 2; n <= 251; n++) await server.store.append(posted('a', `${n}`));
  ann.command(send('252'), send('253'));
  await ben.next('posted', ({ seq }) => seq === 253);
  await server.store.append(posted('a', '254'));
  ann.command(send('255'));
  await ben.next('posted', ({ seq }) => seq === 255);
  ann.command(send('256'));
  await ben.next('posted', ({ seq }) => seq === 256);
  const seqs = ben.lines().flatMap((line) => (line.type === 'posted' ? [line.seq] : []));
  expect(seqs).toEqual(Array.from({ length: 256 }, (_, i) => i + 1));
  expect(server.reports).toEqual([]);
});

test('J-5: a retry of what another server has appended is broadcast, too', async () => {
  await using server = await runServer();
  using ann = await jsonClient(server.ws);
  ann.command({ type: 'name', name: 'ann' });
  const { me } = await ann.next('named');
  await ann.enter('a');
  await server.store.append({ ...posted('a', '1'), by: me.id });
  ann.command(send('1'));
  await ann.next('ack');
  expect(await ann.next('posted')).toMatchObject({ seq: 1, cid: '1' });
});

test('J-5: when that read fails, the next event tries again', async () => {
  const store = new SlowStore();
  await using server = await runServer({ store });
  using ann = await jsonClient(server.ws);
  await ann.enter('a', 'ann');
  await store.append(posted('a', '1'));
  store.failOnce('eventsAfter');
  ann.command(send('2'));
  await ann.next('ack');
  await expect.poll(() => server.reports).toMatchObject([{ message: 'the disk is on fire' }]);
  ann.command(send('3'));
  for (const seq of [1, 2, 3]) expect((await ann.next('posted')).seq).toBe(seq);
});
