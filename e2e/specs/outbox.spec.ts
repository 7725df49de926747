import type { WebSocketRoute } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

test('messages written offline survive a reload, and are sent once and in order', async ({ newVisitor }) => {
  const ann = await newVisitor();
  let isOffline = false;
  const sockets: WebSocketRoute[] = [];
  await ann.page.routeWebSocket(/\/ws$/, (socket) => {
    if (isOffline) return void socket.close({ code: 1013 });
    socket.connectToServer();
    sockets.push(socket);
  });
  await ann.open('tea');
  await ann.send('online', 'Ann');
  const ben = await (await newVisitor()).open('tea');
  await ben.expectMessage('online');

  isOffline = true;
  await sockets.at(-1)?.close({ code: 1013 });
  for (const text of ['one', 'two', 'three']) await ann.send(text);
  await expect(ann.messageLog.getByText('sending…')).toHaveCount(3);
  await ann.page.reload();
  await ann.open('tea');
  await ann.expectMessage('three');
  expect(await ben.messages()).toEqual(['online']);

  isOffline = false;
  await ben.expectMessage('three');
  const expected = ['online', 'one', 'two', 'three'];
  expect(await ben.messages()).toEqual(expected);
  await expect.poll(() => ann.messages()).toEqual(expected);
  await expect(ann.messageLog.getByText('sending…')).toHaveCount(0);
  await ann.page.reload();
  await expect.poll(() => ann.messages()).toEqual(expected);
});

test('messages written offline are sent even from another room', async ({ newVisitor }) => {
  const ann = await newVisitor();
  let isOffline = false;
  await ann.page.routeWebSocket(/\/ws$/, (socket) => {
    if (isOffline) void socket.close({ code: 1013 });
    else socket.connectToServer();
  });
  await ann.open('tea');
  await ann.send('online', 'Ann');
  const ben = await (await newVisitor()).open('tea');
  await ben.expectMessage('online');
  isOffline = true;
  await ann.page.reload();
  await ann.open('tea');
  await ann.send('from the tunnel');
  await ann.expectMessage('from the tunnel');
  await ann.open('garden');
  isOffline = false;
  await ben.expectMessage('from the tunnel');
  expect(await ben.messages()).toEqual(['online', 'from the tunnel']);
});

test('a message that was stored while its ack was lost is not sent twice', async ({ newVisitor }) => {
  const ann = await newVisitor();
  let dropsFrames = false;
  await ann.page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!dropsFrames) socket.send(message);
    });
  });
  await ann.open('tea');
  await ann.send('first', 'Ann');
  await ann.expectMessage('first');
  await ann.expectAllSent();
  const ben = await (await newVisitor()).open('tea');
  dropsFrames = true;
  await ann.send('once');
  await ben.expectMessage('once');
  await expect(ann.messageLog.getByText('sending…')).toBeVisible();
  dropsFrames = false;
  await ann.page.reload();
  await ann.send('last');
  await ben.expectMessage('last');
  expect(await ben.messages()).toEqual(['first', 'once', 'last']);
  await expect.poll(() => ann.messages()).toEqual(['first', 'once', 'last']);
});

test('J-10: messages that wait for a name are in the draft after a reload', async ({ newVisitor }) => {
  const ann = await newVisitor();
  await ann.page.routeWebSocket(/\/ws$/, (socket) => void socket.close({ code: 1013 }));
  await ann.open('tea');
  await ann.submit('one');
  await ann.enterName('Ann');
  await ann.submit('two');
  await expect(ann.composer).toHaveValue('');
  await ann.composer.fill('half of the third');
  await ann.page.reload();
  await expect(ann.composer).toHaveValue('one\ntwo\nhalf of the third');
});
