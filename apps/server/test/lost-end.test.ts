import { cpSync, rmSync } from 'node:fs';
import { Client } from '@hubbub/client';
import { memoryIdentity } from '@hubbub/client/identity';
import { memoryOutbox } from '@hubbub/client/outbox/memory';
import { expect, test } from 'vitest';
import { emptyFolder, startProcess } from './support/server-process.ts';
import { jsonClient } from './support/socket-client.ts';
import { until } from './support/until.ts';

test('J-6, LOG-5: after an old copy of the database is put back, a client shows its history only, and own lost messages as not sent', async () => {
  const [data, copy] = [emptyFolder(), emptyFolder()];
  const first = await startProcess({ data });
  const { port } = first;
  const ann = new Client({
    url: first.ws,
    api: `${first.http}api`,
    identity: memoryIdentity(),
    outbox: memoryOutbox(),
  });
  const room = ann.join('tea');
  const texts = () => room.timeline.messages.map(({ text }) => text);
  const say = async (...messages: string[]) => {
    for (const text of messages) ann.send('tea', text);
    await until(ann, () => texts().at(-1) === messages.at(-1) && room.pending.length === 0);
  };
  ann.start();
  await ann.name('Ann');
  await say('one', 'two');
  ann.stop();
  await first.kill('SIGTERM');
  cpSync(data, copy, { recursive: true });

  const second = await startProcess({ data, port });
  ann.start();
  await say('three', 'four');
  const { epoch } = room.timeline;
  ann.stop();
  await second.kill('SIGKILL');
  rmSync(data, { recursive: true });
  cpSync(copy, data, { recursive: true });

  await using third = await startProcess({ data, port });
  using ben = await jsonClient(third.ws);
  await ben.enter('tea', 'Ben');
  const others = ['3', '4', '5'];
  ben.command(...others.map((cid) => ({ type: 'send', room: 'tea', cid, text: `other ${cid}` })));
  await ben.next('ack', ({ cid }) => cid === '5');
  ann.start();
  await until(ann, () => room.reset !== undefined);
  expect(texts()).toEqual(['one', 'two', 'other 3', 'other 4', 'other 5']);
  expect(room).toMatchObject({ reset: 'other_history', timeline: { epoch, head: 5 } });
  expect(room.pending).toMatchObject([
    { text: 'three', state: 'failed', code: 'store_failed' },
    { text: 'four', state: 'failed', code: 'store_failed' },
  ]);
  ann.retry(room.pending[0]!.cid);
  await ben.next('posted', ({ text }) => text === 'three');
  await until(ann, () => texts().at(-1) === 'three');
  expect(room.pending).toMatchObject([{ text: 'four', state: 'failed' }]);
  ann.stop();
});
