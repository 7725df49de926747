import type { WebSocketRoute } from '@playwright/test';
import { expect, test } from '../chat.ts';

test('messages written offline survive a reload, and are sent once and in order', async ({ somebody }) => {
  const ann = await somebody();
  let cut = false;
  const lines: WebSocketRoute[] = [];
  await ann.page.routeWebSocket(/\/ws$/, (line) => {
    if (cut) return void line.close({ code: 1013 });
    line.connectToServer();
    lines.push(line);
  });
  await ann.opens('tea');
  await ann.says('online', 'Ann');
  const ben = await (await somebody()).opens('tea');
  await ben.sees('online');

  cut = true;
  await lines.at(-1)?.close({ code: 1013 });
  for (const text of ['one', 'two', 'three']) await ann.says(text);
  await expect(ann.conversation.getByText('sending…').first()).toBeVisible();
  await ann.page.reload();
  await ann.opens('tea');
  await ann.sees('three');
  expect(await ben.transcript()).toEqual(['online']);

  cut = false;
  await ben.sees('three');
  const spoken = ['online', 'one', 'two', 'three'];
  expect(await ben.transcript()).toEqual(spoken);
  await expect.poll(() => ann.transcript()).toEqual(spoken);
  await expect(ann.conversation.getByText('sending…')).toHaveCount(0);
  await ann.page.reload();
  await expect.poll(() => ann.transcript()).toEqual(spoken);
});

test('messages written offline are sent even from another room', async ({ somebody }) => {
  const ann = await somebody();
  let cut = false;
  await ann.page.routeWebSocket(/\/ws$/, (line) => {
    if (cut) void line.close({ code: 1013 });
    else line.connectToServer();
  });
  await ann.opens('tea');
  await ann.says('online', 'Ann');
  const ben = await (await somebody()).opens('tea');
  await ben.sees('online');
  cut = true;
  await ann.page.reload();
  await ann.opens('tea');
  await ann.says('from the tunnel');
  await ann.sees('from the tunnel');
  await ann.opens('garden');
  cut = false;
  await ben.sees('from the tunnel');
  expect(await ben.transcript()).toEqual(['online', 'from the tunnel']);
});

test('a message that was stored while its ack was lost is not sent twice', async ({ somebody }) => {
  const ann = await somebody();
  let deaf = false;
  await ann.page.routeWebSocket(/\/ws$/, (line) => {
    const server = line.connectToServer();
    server.onMessage((message) => {
      if (!deaf) line.send(message);
    });
  });
  await ann.opens('tea');
  await ann.says('first', 'Ann');
  await ann.sees('first');
  await ann.isHeard();
  const ben = await (await somebody()).opens('tea');
  deaf = true;
  await ann.says('once');
  await ben.sees('once');
  await expect(ann.conversation.getByText('sending…')).toBeVisible();
  deaf = false;
  await ann.page.reload();
  await ann.says('last');
  await ben.sees('last');
  expect(await ben.transcript()).toEqual(['first', 'once', 'last']);
  await expect.poll(() => ann.transcript()).toEqual(['first', 'once', 'last']);
});
