import type { WebSocketRoute } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

test('messages written offline survive a reload, and are sent once and in order', async ({ newVisitor }) => {
  const ann = await newVisitor();
  let cut = false;
  const lines: WebSocketRoute[] = [];
  await ann.page.routeWebSocket(/\/ws$/, (line) => {
    if (cut) return void line.close({ code: 1013 });
    line.connectToServer();
    lines.push(line);
  });
  await ann.open('tea');
  await ann.send('online', 'Ann');
  const ben = await (await newVisitor()).open('tea');
  await ben.expectMessage('online');

  cut = true;
  await lines.at(-1)?.close({ code: 1013 });
  for (const text of ['one', 'two', 'three']) await ann.send(text);
  await expect(ann.messageLog.getByText('sending…').first()).toBeVisible();
  await ann.page.reload();
  await ann.open('tea');
  await ann.expectMessage('three');
  expect(await ben.messages()).toEqual(['online']);

  cut = false;
  await ben.expectMessage('three');
  const spoken = ['online', 'one', 'two', 'three'];
  expect(await ben.messages()).toEqual(spoken);
  await expect.poll(() => ann.messages()).toEqual(spoken);
  await expect(ann.messageLog.getByText('sending…')).toHaveCount(0);
  await ann.page.reload();
  await expect.poll(() => ann.messages()).toEqual(spoken);
});

test('messages written offline are sent even from another room', async ({ newVisitor }) => {
  const ann = await newVisitor();
  let cut = false;
  await ann.page.routeWebSocket(/\/ws$/, (line) => {
    if (cut) void line.close({ code: 1013 });
    else line.connectToServer();
  });
  await ann.open('tea');
  await ann.send('online', 'Ann');
  const ben = await (await newVisitor()).open('tea');
  await ben.expectMessage('online');
  cut = true;
  await ann.page.reload();
  await ann.open('tea');
  await ann.send('from the tunnel');
  await ann.expectMessage('from the tunnel');
  await ann.open('garden');
  cut = false;
  await ben.expectMessage('from the tunnel');
  expect(await ben.messages()).toEqual(['online', 'from the tunnel']);
});

test('a message that was stored while its ack was lost is not sent twice', async ({ newVisitor }) => {
  const ann = await newVisitor();
  let deaf = false;
  await ann.page.routeWebSocket(/\/ws$/, (line) => {
    const server = line.connectToServer();
    server.onMessage((message) => {
      if (!deaf) line.send(message);
    });
  });
  await ann.open('tea');
  await ann.send('first', 'Ann');
  await ann.expectMessage('first');
  await ann.expectAllSent();
  const ben = await (await newVisitor()).open('tea');
  deaf = true;
  await ann.send('once');
  await ben.expectMessage('once');
  await expect(ann.messageLog.getByText('sending…')).toBeVisible();
  deaf = false;
  await ann.page.reload();
  await ann.send('last');
  await ben.expectMessage('last');
  expect(await ben.messages()).toEqual(['first', 'once', 'last']);
  await expect.poll(() => ann.messages()).toEqual(['first', 'once', 'last']);
});
