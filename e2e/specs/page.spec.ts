import { TestServer, expect, test } from '../fixtures.ts';

test('the first load is small, requests nothing from other hosts, and does not violate its content security policy', async ({
  newVisitor,
  server,
}) => {
  const ann = await newVisitor();
  const hosts = new Set<string>();
  const problems: string[] = [];
  ann.page.on('request', (request) => hosts.add(new URL(request.url()).host));
  ann.page.on('console', (message) => problems.push(message.text()));
  ann.page.on('pageerror', (error) => problems.push(error.message));
  const devtools = await ann.page.context().newCDPSession(ann.page);
  await devtools.send('Network.enable');
  const scripts = new Set<string>();
  /** With the headers of the answers. */
  let bytes = 0;
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await ann.page.setExtraHTTPHeaders({ 'accept-encoding': 'gzip' });
  // In a page that is never idle nothing is prefetched.
  await ann.page.addInitScript(() => {
    globalThis.requestIdleCallback = () => 0;
  });
  await ann.open('tea');
  await ann.send('hello', 'Ann');
  await ann.expectMessage('hello');
  await ann.page.waitForLoadState('networkidle');
  expect([...hosts]).toEqual([`localhost:${server.port}`]);
  expect(scripts.size).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(64 * 1024);
  expect(problems).toEqual([]);
});

test('the page is Chinese in a Chinese browser', async ({ newVisitor, server }) => {
  const visitor = await newVisitor({ locale: 'zh-CN' });
  await visitor.page.goto(`${server.url}/r/${encodeURIComponent('任意房间')}`);
  await expect(visitor.page.locator('html')).toHaveAttribute('lang', /^zh/);
  const field = visitor.page.getByRole('textbox', { name: '消息' });
  await field.fill('你好');
  await field.press('Enter');
  await visitor.page.getByLabel('你叫什么名字？').fill('张三');
  await visitor.page.keyboard.press('Enter');
  await visitor.expectMessage('你好');
});

test('the page works below a base path', async ({ browser }) => {
  const server = await TestServer.start(['--base-path', '/chat/', '--trust-proxy']);
  const page = await browser.newPage();
  await page.goto(`${server.url}/chat/r/tea`);
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('under a path');
  await field.press('Enter');
  await page.getByLabel('What is your name?').fill('Ann');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log').getByText('under a path')).toBeVisible();
  await page.getByRole('textbox', { name: 'Open a room' }).fill('garden');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${server.url}/chat/r/garden`);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('garden');
  await page.close();
  await server.stop();
});
