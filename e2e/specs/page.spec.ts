import { TestServer, expect, test } from '../fixtures.ts';
import { ScriptedClient } from '../scripted-client.ts';

test('the first load is small, requests nothing from other hosts, and violates no rule of its content security policy', async ({
  newVisitor,
  server,
}) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.send('first');
  const ann = await newVisitor();
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
  await ann.open('tea');
  await ann.send('hello', 'Ann');
  await ann.expectMessage('hello');
  await ann.page.waitForLoadState('networkidle');
  expect([...hosts]).toEqual([`localhost:${server.port}`]);
  expect(scripts.size).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(64 * 1024);
  expect(complaints).toEqual([]);
});

test('the page is Chinese in a Chinese browser', async ({ newVisitor, server }) => {
  const person = await newVisitor({ locale: 'zh-CN' });
  await person.page.goto(`${server.url}/r/${encodeURIComponent('任意房间')}`);
  await expect(person.page.locator('html')).toHaveAttribute('lang', /^zh/);
  const writing = person.page.getByRole('textbox', { name: '消息' });
  await writing.fill('你好');
  await writing.press('Enter');
  await person.page.getByLabel('你叫什么名字？').fill('张三');
  await person.page.keyboard.press('Enter');
  await person.expectMessage('你好');
});

test('the page works under a sub-path', async ({ browser }) => {
  const chat = await TestServer.start(['--base-path', '/chat/', '--trust-proxy']);
  const page = await browser.newPage();
  await page.goto(`${chat.url}/chat/r/tea`);
  const writing = page.getByRole('textbox', { name: 'Message' });
  await writing.fill('under a path');
  await writing.press('Enter');
  await page.getByLabel('What is your name?').fill('Ann');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log').getByText('under a path')).toBeVisible();
  await page.getByRole('textbox', { name: 'Open a room' }).fill('garden');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${chat.url}/chat/r/garden`);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('garden');
  await page.close();
  await chat.stop();
});
