import { expect, test } from '../fixtures.ts';
import { MessageList } from '../message-list.ts';
import { ScriptedClient } from '../scripted-client.ts';

test('without `field-sizing`, a style sheet that loads late does not clip the composer', async ({ newVisitor }) => {
  const ann = await newVisitor();
  // As in WebKit on a cold first visit: the script runs before the style sheet is applied.
  await ann.page.addInitScript(() => {
    const { supports } = CSS;
    CSS.supports = (...args: [string]) => !args[0].includes('field-sizing') && supports.apply(CSS, args);
    new MutationObserver((_, observer) => {
      const link = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]');
      if (!link) return;
      link.media = 'print';
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await ann.page.route('**/*.css', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll('field-sizing:content', '') });
  });
  await ann.open('tea');
  await ann.page.evaluate(() => (document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')!.media = 'all'));
  const clipped = () => ann.composer.evaluate((field) => field.scrollHeight - field.clientHeight);
  await expect.poll(() => ann.composer.evaluate((field) => getComputedStyle(field).paddingTop)).toBe('8px');
  await expect.poll(clipped).toBe(0);
  expect(await ann.composer.evaluate((field) => field.clientHeight)).toBeGreaterThan(30);
  await ann.composer.fill('several words '.repeat(20));
  await ann.page.setViewportSize({ width: 500, height: 700 });
  await expect.poll(clipped).toBe(0);
});

test('the reactions of a tall message open within the page', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.send(`tall\n${'line\n'.repeat(120)}end`);
  const ann = await (await newVisitor()).open('tea');
  await ann.send('hello', 'Ann');
  const list = new MessageList(ann.page);
  await list.settle();
  const row = ann.messageLog.locator('[data-seq="1"]');
  await row.focus();
  await ann.page.keyboard.press('+');
  const picker = ann.page.getByRole('dialog', { name: 'Emoji' });
  // The dialog that opens at once is replaced by the one with the emoji.
  await expect(picker.getByRole('gridcell').first()).toBeVisible();
  const check = async (): Promise<void> => {
    const box = (await picker.boundingBox())!;
    const { width, height } = ann.page.viewportSize()!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y + box.height).toBeLessThanOrEqual(height);
    expect(box.height).toBeGreaterThan(250);
  };
  await check();
  await ann.page.setViewportSize({ width: 700, height: 420 });
  await expect(check).toPass();
});

test('the first reaction picker of a page opens at the actions of its message', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.send('hi');
  const ann = await (await newVisitor()).open('tea');
  await ann.send('hello', 'Ann');
  await ann.messageLog.locator('[data-seq="1"]').hover();
  const button = ann.page.getByRole('button', { name: 'Add a reaction' });
  const { x, width } = (await button.boundingBox())!;
  await button.click();
  await expect(ann.page.getByRole('gridcell').first()).toBeVisible();
  const box = (await ann.page.getByRole('dialog', { name: 'Emoji' }).boundingBox())!;
  expect(box.x).toBeLessThan(x);
  expect(box.x + box.width).toBeGreaterThan(x + width);
});

test('the emoji sheet of a phone has equal margins', async ({ newVisitor }) => {
  const ann = await newVisitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await ann.open('tea');
  await ann.page.getByRole('button', { name: 'Insert an emoji' }).tap();
  await expect(ann.page.getByRole('gridcell').first()).toBeVisible();
  const { left, right } = await ann.page.evaluate(() => {
    const row = document.querySelector('.emoji-list [role=row]')!.getBoundingClientRect();
    return { left: row.left, right: innerWidth - row.right };
  });
  expect(Math.abs(left - right)).toBeLessThanOrEqual(1);
});
