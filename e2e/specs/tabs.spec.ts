import type { Page, WebSocketRoute } from '@playwright/test';
import { expect, test, type ChatPage } from '../fixtures.ts';

/** Records the messages that a tab sends, and can disconnect it. */
async function interceptSocket(page: Page) {
  const sentFrames: string[] = [];
  const sockets: WebSocketRoute[] = [];
  const state = { isOffline: false };
  await page.routeWebSocket(/\/ws$/, (socket) => {
    if (state.isOffline) return void socket.close({ code: 1013 });
    const server = socket.connectToServer();
    sockets.push(socket);
    socket.onMessage((frame) => {
      for (const each of String(frame).split('\n')) if (each.includes('"type":"send"')) sentFrames.push(each);
      server.send(frame);
    });
  });
  return {
    sentFrames,
    async disconnect() {
      state.isOffline = true;
      await sockets.at(-1)?.close({ code: 1013 });
    },
    restore() {
      state.isOffline = false;
    },
  };
}

/** Two tabs of one visitor, with their intercepted sockets. */
async function openTwoTabs(ann: ChatPage, newTab: (visitor: ChatPage) => Promise<ChatPage>) {
  const first = await interceptSocket(ann.page);
  await ann.open('tea');
  await ann.send('hello', 'Ann');
  await ann.expectAllSent();
  const other = await newTab(ann);
  const second = await interceptSocket(other.page);
  await other.open('tea');
  await other.expectMessage('hello');
  return { ann, first, other, second };
}

test('a name given or changed in one tab is used by the other tab', async ({ newVisitor, newTab }) => {
  const ann = await (await newVisitor()).open('tea');
  const other = await (await newTab(ann)).open('tea');
  await ann.send('hello', 'Ann');
  await ann.expectAllSent();
  await other.send('from the other tab');
  await ann.expectMessage('from the other tab');
  await expect(other.page.getByLabel('What is your name?')).toHaveCount(0);
  await expect(ann.page.getByRole('button', { name: '1 person here' })).toBeVisible();
  await other.send('/nick Anna');
  await expect(ann.messageLog.getByText('Ann is now Anna')).toBeVisible();
  await ann.send('who am I?');
  const row = other.messageLog.getByRole('article').filter({ hasText: 'who am I?' });
  await expect(row).toContainText('Anna');
});

test('an unsent message of one tab is visible in the other and is sent once', async ({ newVisitor, newTab }) => {
  const { ann, first, other, second } = await openTwoTabs(await newVisitor(), newTab);

  await first.disconnect();
  await ann.send('from the tunnel');
  await expect(ann.messageLog.getByText('sending…')).toBeVisible();
  await other.expectMessage('from the tunnel');
  await expect(other.messageLog.getByText('sending…')).toBeVisible();
  expect(second.sentFrames).toEqual([]);
  first.restore();
  await ann.expectAllSent();
  await other.expectAllSent();
  expect(first.sentFrames.filter((each) => each.includes('tunnel'))).toHaveLength(1);
  expect(second.sentFrames).toEqual([]);
});

test('an unsent message of a closed tab is sent once by the other tab', async ({ newVisitor, newTab }) => {
  const { ann, first, other, second } = await openTwoTabs(await newVisitor(), newTab);
  const ben = await (await newVisitor()).open('tea');
  await first.disconnect();
  await ann.send('my last words');
  await other.expectMessage('my last words');
  await ann.page.close();
  await ben.expectMessage('my last words');
  expect(second.sentFrames).toHaveLength(1);
  expect(await ben.messages()).toEqual(['hello', 'my last words']);
});
