import type { Page, WebSocketRoute } from '@playwright/test';
import { expect, test } from '../chat.ts';

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

test('a name given or changed in one tab is used by the other tab', async ({ somebody, anotherTab }) => {
  const ann = await (await somebody()).opens('tea');
  const other = await (await anotherTab(ann)).opens('tea');
  await ann.says('hello', 'Ann');
  await ann.isHeard();
  await other.says('from the other tab');
  await ann.sees('from the other tab');
  await expect(other.page.getByLabel('What is your name?')).toHaveCount(0);
  await expect(ann.page.getByRole('button', { name: '1 person here' })).toBeVisible();
  await other.says('/nick Anna');
  await expect(ann.conversation.getByText('Ann is now Anna')).toBeVisible();
  await ann.says('who am I?');
  const row = other.conversation.getByRole('article').filter({ hasText: 'who am I?' });
  await expect(row).toContainText('Anna');
});

test('an unsent message of one tab is visible in the other and is sent once', async ({ somebody, anotherTab }) => {
  const ann = await somebody();
  const first = await watched(ann.page);
  await ann.opens('tea');
  await ann.says('hello', 'Ann');
  await ann.isHeard();
  const other = await anotherTab(ann);
  const second = await watched(other.page);
  await other.opens('tea');
  await other.sees('hello');

  await first.cut();
  await ann.says('from the tunnel');
  await expect(ann.conversation.getByText('sending…')).toBeVisible();
  await other.sees('from the tunnel');
  await expect(other.conversation.getByText('sending…')).toBeVisible();
  expect(second.sends).toEqual([]);
  first.mend();
  await ann.isHeard();
  await other.isHeard();
  expect(first.sends.filter((each) => each.includes('tunnel'))).toHaveLength(1);
  expect(second.sends).toEqual([]);
});

test('an unsent message of a closed tab is sent once by the other tab', async ({ somebody, anotherTab }) => {
  const ann = await somebody();
  const first = await watched(ann.page);
  await ann.opens('tea');
  await ann.says('hello', 'Ann');
  await ann.isHeard();
  const other = await anotherTab(ann);
  const second = await watched(other.page);
  await other.opens('tea');
  const ben = await (await somebody()).opens('tea');
  await first.cut();
  await ann.says('my last words');
  await other.sees('my last words');
  await ann.page.close();
  await ben.sees('my last words');
  expect(second.sends).toHaveLength(1);
  expect(await ben.transcript()).toEqual(['hello', 'my last words']);
});
