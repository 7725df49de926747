import { expect, test } from '../chat.ts';
import { List } from '../list.ts';
import { Writer } from '../writer.ts';

test('without `field-sizing`, a style sheet that comes late does not clip the composer', async ({ somebody }) => {
  const ann = await somebody();
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
  await ann.opens('tea');
  await ann.page.evaluate(() => (document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')!.media = 'all'));
  const clipped = () => ann.writing.evaluate((field) => field.scrollHeight - field.clientHeight);
  await expect.poll(() => ann.writing.evaluate((field) => getComputedStyle(field).paddingTop)).toBe('8px');
  await expect.poll(clipped).toBe(0);
  expect(await ann.writing.evaluate((field) => field.clientHeight)).toBeGreaterThan(30);
  await ann.writing.fill('several words '.repeat(20));
  await ann.page.setViewportSize({ width: 500, height: 700 });
  await expect.poll(clipped).toBe(0);
});

test('the reactions of a tall message open within the page', async ({ somebody, chat }) => {
  using writer = await Writer.enters(chat, 'tea');
  await writer.says(`tall\n${'line\n'.repeat(120)}end`);
  const ann = await (await somebody()).opens('tea');
  await ann.says('hello', 'Ann');
  const list = new List(ann.page);
  await list.rests();
  const row = ann.conversation.locator('[data-seq="1"]');
  await row.focus();
  await ann.page.keyboard.press('+');
  const picker = ann.page.getByRole('dialog', { name: 'Emoji' });
  await expect(picker).toBeVisible();
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
  await check();
});

test('the emoji sheet of a phone has equal margins', async ({ somebody }) => {
  const ann = await somebody({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await ann.opens('tea');
  await ann.page.getByRole('button', { name: 'Insert an emoji' }).tap();
  await expect(ann.page.getByRole('gridcell').first()).toBeVisible();
  const { left, right } = await ann.page.evaluate(() => {
    const row = document.querySelector('.emoji-list [role=row]')!.getBoundingClientRect();
    return { left: row.left, right: innerWidth - row.right };
  });
  expect(Math.abs(left - right)).toBeLessThanOrEqual(1);
});
