import type { Page, WebSocketRoute } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

/** Records the frames that a tab sends, and can cut its connection. */
async function watched(page: Page) {
  const sends: string[] = [];
  const lines: WebSocketRoute[] = [];
  const state = { cut: false };
  await page.routeWebSocket(/\/ws$/, (line) => {
    if (state.cut) return void line.close({ code: 1013 });
    const server = line.connectToServer();
    lines.push(line);
    line.onMessage((frame) => {
      for (const each of String(frame).split('\n')) if (each.includes('"type":"send"')) sends.push(each);
      server.send(frame);
    });
  });
  return {
    sends,
    async cut() {
      state.cut = true;
      await lines.at(-1)?.close({ code: 1013 });
    },
    mend() {
      state.cut = false;
    },
  };
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
  const ann = await newVisitor();
  const first = await watched(ann.page);
  await ann.open('tea');
  await ann.send('hello', 'Ann');
  await ann.expectAllSent();
  const other = await newTab(ann);
  const second = await watched(other.page);
  await other.open('tea');
  await other.expectMessage('hello');

  await first.cut();
  await ann.send('from the tunnel');
  await expect(ann.messageLog.getByText('sending…')).toBeVisible();
  await other.expectMessage('from the tunnel');
  await expect(other.messageLog.getByText('sending…')).toBeVisible();
  expect(second.sends).toEqual([]);
  first.mend();
  await ann.expectAllSent();
  await other.expectAllSent();
  expect(first.sends.filter((each) => each.includes('tunnel'))).toHaveLength(1);
  expect(second.sends).toEqual([]);
});

test('an unsent message of a closed tab is sent once by the other tab', async ({ newVisitor, newTab }) => {
  const ann = await newVisitor();
  const first = await watched(ann.page);
  await ann.open('tea');
  await ann.send('hello', 'Ann');
  await ann.expectAllSent();
  const other = await newTab(ann);
  const second = await watched(other.page);
  await other.open('tea');
  const ben = await (await newVisitor()).open('tea');
  await first.cut();
  await ann.send('my last words');
  await other.expectMessage('my last words');
  await ann.page.close();
  await ben.expectMessage('my last words');
  expect(second.sends).toHaveLength(1);
  expect(await ben.messages()).toEqual(['hello', 'my last words']);
});
