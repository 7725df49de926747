import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Replaces the room list with `count` rooms of three people each. */
async function showManyRooms(page: Page, count: number): Promise<void> {
  const rooms = Array.from({ length: count }, (_, index) => ({
    room: `room ${String(index).padStart(2, '0')}`,
    head: 1,
    lastAt: Date.now(),
    total: 3,
    people: [],
  }));
  await page.route('**/api/rooms', (route) => route.fulfill({ json: { rooms } }));
}

/** Replaces the network address that the server wrote into the page; null removes it. */
async function setNetworkAddress(page: Page, address: string | null): Promise<void> {
  await page.addInitScript((address) => {
    new MutationObserver((_, observer) => {
      if (document.body === null) return;
      observer.disconnect();
      document.querySelector('meta[name="hubbub:address"]')?.remove();
      if (address === null) return;
      const meta = document.createElement('meta');
      Object.assign(meta, { name: 'hubbub:address', content: address });
      document.head.append(meta);
    }).observe(document, { childList: true, subtree: true });
  }, address);
}

test('with 40 rooms the wheel scrolls the lists but never the page', async ({ newVisitor }) => {
  const ann = await newVisitor();
  await showManyRooms(ann.page, 40);
  await ann.open('tea');
  await expect(ann.page.getByRole('navigation', { name: 'Rooms' }).getByRole('link')).toHaveCount(42);
  for (const element of [ann.page.locator('main > header'), ann.composer, ann.page.getByText('Hubbub').first()]) {
    await element.hover();
    await ann.page.mouse.wheel(0, 600);
  }
  await ann.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  const { scrolled, overflow } = await ann.page.evaluate(() => {
    const root = document.documentElement;
    window.scrollTo(0, 1_000);
    return { scrolled: root.scrollTop, overflow: root.scrollHeight - root.clientHeight };
  });
  expect({ scrolled, overflow }).toEqual({ scrolled: 0, overflow: 0 });
});

test('the sidebar scrolls to the current room', async ({ newVisitor }) => {
  const ann = await newVisitor();
  await showManyRooms(ann.page, 60);
  await ann.open('room 55');
  const current = ann.page.locator('aside [aria-current=page]');
  await expect(current).toBeInViewport({ ratio: 1 });
  await ann.page.keyboard.press('Control+k');
  await ann.page.keyboard.type('room 01');
  await ann.page.keyboard.press('Enter');
  await expect(current).toHaveText(/^room 01/);
  await expect(current).toBeInViewport({ ratio: 1 });
});

test('a long room name ends in one ellipsis and fits the header', async ({ newVisitor }) => {
  const ann = await (await newVisitor(phone)).open('w'.repeat(64));
  const title = ann.page.getByRole('heading', { level: 1 });
  const clipped = await title.evaluate(
    (element) =>
      [element, ...element.querySelectorAll('*')].filter(
        (each) => getComputedStyle(each).textOverflow === 'ellipsis' && each.scrollWidth > each.clientWidth,
      ).length,
  );
  expect(clipped).toBe(1);
  expect(await ann.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('at localhost the copied link and its QR code have the network address', async ({
  newVisitor,
  contextOptions,
}) => {
  const ann = await newVisitor({ ...contextOptions, permissions: ['clipboard-read', 'clipboard-write'] });
  await setNetworkAddress(ann.page, 'http://192.168.1.5:3434/');
  await ann.open('tea');
  await expect(ann.page.getByText('192.168.1.5:3434/r/tea')).toBeVisible();
  await expect(ann.page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await ann.page.getByRole('button', { name: 'Copy link' }).first().click();
  await ann.expectCopied('http://192.168.1.5:3434/r/tea');
});

test('the QR code is dark on light in the dark theme too', async ({ newVisitor, contextOptions }) => {
  const ann = await newVisitor({ ...contextOptions, colorScheme: 'dark' });
  await setNetworkAddress(ann.page, 'http://192.168.1.5:3434/');
  await ann.open('tea');
  const code = ann.page.getByRole('img', { name: 'QR code of the link' });
  await expect(code).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(code).toHaveCSS('fill', 'rgb(0, 0, 0)');
});

test('without a network address a link to localhost has no QR code', async ({ newVisitor }) => {
  const ann = await newVisitor();
  await setNetworkAddress(ann.page, null);
  await ann.open('tea');
  await expect(ann.page.getByText(/localhost:\d+\/r\/tea/)).toBeVisible();
  await expect(ann.page.getByRole('img', { name: 'QR code of the link' })).toHaveCount(0);
});

test('in Chinese the lobby has a Chinese name and the same address', async ({ newVisitor, server }) => {
  const visitor = await newVisitor({ locale: 'zh-CN' });
  await visitor.page.goto(`${server.url}/r/tea`);
  await visitor.page.getByRole('link', { name: '大厅' }).click();
  await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveText('大厅');
  await expect(visitor.page).toHaveTitle(/大厅/);
  await expect(visitor.page).toHaveURL(`${server.url}/`);
  await visitor.page.goto(`${server.url}/r/tea`);
  await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveText('tea');
  await visitor.page.keyboard.press('Control+k');
  await visitor.page.keyboard.type('大');
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.page).toHaveURL(`${server.url}/`);
});
