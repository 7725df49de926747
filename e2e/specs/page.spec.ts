import { Chat, expect, test } from '../chat.ts';
import { Writer } from '../writer.ts';

test('the first load is small, asks no other host for anything, and breaks no rule of its own policy', async ({
  somebody,
  chat,
}) => {
  using writer = await Writer.enters(chat, 'tea');
  await writer.says('first');
  const ann = await somebody();
  const hosts = new Set<string>();
  const complaints: string[] = [];
  ann.page.on('request', (request) => hosts.add(new URL(request.url()).host));
  ann.page.on('console', (message) => complaints.push(message.text()));
  ann.page.on('pageerror', (error) => complaints.push(error.message));
  const devtools = await ann.page.context().newCDPSession(ann.page);
  await devtools.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type !== 'Script') return;
    scripts.add(requestId);
    // The limit is about the scripts: what has come so far are the headers.
    bytes -= response.encodedDataLength;
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await ann.page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
  // With Save-Data nothing is prefetched.
  await ann.page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await ann.opens('tea');
  await ann.says('hello', 'Ann');
  await ann.sees('hello');
  await ann.page.waitForLoadState('networkidle');
  expect([...hosts]).toEqual([`localhost:${chat.port}`]);
  expect(scripts.size).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(64 * 1024);
  expect(complaints).toEqual([]);
});

test('in Chinese where the browser is', async ({ somebody, chat }) => {
  const person = await somebody({ locale: 'zh-CN' });
  await person.page.goto(`${chat.address}/r/${encodeURIComponent('任意房间')}`);
  await expect(person.page.locator('html')).toHaveAttribute('lang', /^zh/);
  const writing = person.page.getByRole('textbox', { name: '消息' });
  await writing.fill('你好');
  await writing.press('Enter');
  await person.page.getByLabel('你叫什么名字？').fill('张三');
  await person.page.keyboard.press('Enter');
  await person.sees('你好');
});

test('everything works under a sub-path', async ({ browser }) => {
  const chat = await Chat.start(['--base-path', '/chat/', '--trust-proxy']);
  const page = await browser.newPage();
  await page.goto(`${chat.address}/chat/r/tea`);
  const writing = page.getByRole('textbox', { name: 'Message' });
  await writing.fill('under a path');
  await writing.press('Enter');
  await page.getByLabel('What is your name?').fill('Ann');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log').getByText('under a path')).toBeVisible();
  await page.getByRole('textbox', { name: 'Open a room' }).fill('garden');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${chat.address}/chat/r/garden`);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('garden');
  await page.close();
  await chat.stop();
});
