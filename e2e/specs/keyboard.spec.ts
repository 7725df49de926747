import { expect, test } from '../fixtures.ts';
import { ScriptedClient } from '../scripted-client.ts';

test('a visitor can open a link and send a message by keyboard alone', async ({ newVisitor, server }) => {
  const ann = await newVisitor();
  await ann.page.goto(`${server.url}/r/tea`);
  await expect(ann.composer).toBeFocused();
  const { keyboard } = ann.page;
  await keyboard.type('no mouse here');
  await keyboard.press('Enter');
  await keyboard.type('Ann');
  await keyboard.press('Enter');
  await ann.expectMessage('no mouse here');
  await expect(ann.composer).toBeFocused();
});

test('Tab reaches every control in order, and the focus is visible', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.sendMany(60);
  const ann = await (await newVisitor()).open('tea');
  await ann.send('hello', 'Ann');
  await ann.expectAllSent();
  await ann.page.evaluate(() => {
    // Starts at the top of the page, as after a load without autofocus.
    document.body.tabIndex = -1;
    document.body.focus();
  });
  const names: string[] = [];
  for (let n = 0; n < 30; n++) {
    await ann.page.keyboard.press('Tab');
    const { name, isVisible, isInPage } = await ann.page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const style = getComputedStyle(element);
      const box = element.closest('.box');
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
      const ringed = box !== null && getComputedStyle(box).boxShadow !== 'none';
      return {
        name: element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30) ?? '',
        isVisible: outlined || ringed,
        isInPage: element !== document.body,
      };
    });
    if (!isInPage) break;
    names.push(name);
    expect(isVisible, `the focus on "${name}"`).toBe(true);
  }
  // The rows of the list are reached by arrows, not by Tab.
  expect(names.length).toBeLessThan(25);
  expect(names[0]).toBe('Skip to the message field');
  for (const expected of ['Open a room', 'Mentions', 'Settings', 'Messages', 'Message', 'Jump to date'])
    expect(
      names.some((name) => name.startsWith(expected)),
      expected,
    ).toBe(true);
});

test('arrows reach the messages, and keys reply, react, copy, edit and delete', async ({
  newVisitor,
  server,
  contextOptions,
}) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.sendMany(40);
  const ann = await (
    await newVisitor({ ...contextOptions, permissions: ['clipboard-read', 'clipboard-write'] })
  ).open('tea');
  const { keyboard } = ann.page;
  await ann.send('mine', 'Ann');
  await ann.expectAllSent();
  await ann.messageLog.focus();
  await keyboard.press('ArrowUp');
  const mine = ann.messageLog.getByRole('article').filter({ hasText: 'mine' });
  await expect(mine).toBeFocused();
  await keyboard.press('ArrowUp');
  const before = ann.messageLog.locator('[data-seq="40"]');
  await expect(before).toBeFocused();
  await keyboard.press('c');
  await ann.expectCopied('message 40');
  await ann.messageLog.focus();
  await keyboard.press('ArrowUp');
  await keyboard.press('ArrowUp');
  await expect(before).toBeFocused();
  await keyboard.press('r');
  await expect(ann.composer).toBeFocused();
  await keyboard.type('I answer you');
  await keyboard.press('Enter');
  const answer = ann.messageLog.getByRole('article').filter({ hasText: 'I answer you' });
  await expect(answer.getByRole('button', { name: /message 40/ })).toBeVisible();
  await ann.expectAllSent();

  await ann.messageLog.focus();
  await keyboard.press('ArrowUp');
  await expect(answer).toBeFocused();
  await keyboard.press('+');
  await expect(ann.page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused();
  await keyboard.type('tada');
  // The emoji names are loaded when the picker opens for the first time.
  await expect(ann.page.getByRole('status').filter({ hasText: /found$/ })).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(answer.getByRole('button', { name: 'Ann reacted with 🎉' })).toBeVisible();
  await answer.focus();
  await keyboard.press('e');
  await expect(ann.page.getByRole('textbox', { name: 'Edit message' })).toBeFocused();
  await keyboard.type(' better');
  await keyboard.press('Enter');
  await expect(ann.messageLog.getByText('I answer you better')).toBeVisible();
  await ann.messageLog.getByRole('article').filter({ hasText: 'I answer you better' }).focus();
  await keyboard.press('Delete');
  await expect(ann.page.getByRole('dialog', { name: 'Delete this message?' })).toBeVisible();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(ann.messageLog.getByText('message deleted')).toBeVisible();
});

test('Ctrl+K switches rooms, ? shows the shortcuts, and Escape returns', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'garden');
  await writer.send('flowers');
  const ann = await (await newVisitor()).open('tea');
  const { keyboard } = ann.page;
  await expect(ann.page.getByRole('navigation', { name: 'Rooms' })).toContainText('garden');
  await keyboard.press('Control+k');
  await expect(ann.page.getByRole('combobox', { name: 'Room name' })).toBeFocused();
  await keyboard.type('gar');
  await keyboard.press('Enter');
  await ann.expectMessage('flowers');
  await expect(ann.page).toHaveURL(/\/r\/garden$/);
  await expect(ann.composer).toBeFocused();
  await keyboard.press('Control+k');
  await expect(ann.page.getByRole('combobox', { name: 'Room name' })).toBeFocused();
  await keyboard.type('a new room');
  await keyboard.press('Enter');
  await expect(ann.page).toHaveURL(/a%20new%20room$/);
  await ann.page.getByRole('log').focus();
  await keyboard.press('?');
  await expect(ann.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(ann.page.getByRole('dialog')).toHaveCount(0);
  await expect(ann.page.getByRole('log')).toBeFocused();
  await keyboard.press('x');
  await expect(ann.composer).toHaveValue('x');
});

test('an announcement for screen readers has the author before the text, and a flood is announced as a count', async ({
  newVisitor,
  server,
}) => {
  const ann = await (await newVisitor()).open('tea');
  await expect(ann.messageLog).toHaveAttribute('aria-busy', 'false');
  using writer = await ScriptedClient.join(server, 'tea', 'Ben');
  await writer.send('is **anybody** here?');
  const announcement = ann.page.locator('#announcer');
  await expect(announcement).toHaveText('Ben: is anybody here?');
  await writer.sendMany(50);
  await expect(announcement).toHaveText(/\d+ new messages|Ben: message 50/);
  await expect(ann.messageLog).toHaveAttribute('aria-live', 'off');
});

test('the chosen theme and language survive a reload', async ({ newVisitor }) => {
  const ann = await (await newVisitor({ colorScheme: 'light' })).open('tea');
  const background = () => ann.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await ann.page.getByRole('button', { name: 'Settings' }).click();
  await ann.page.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await ann.page.getByRole('radio', { name: '中文' }).check();
  await expect(ann.page.getByRole('textbox', { name: '消息' })).toBeVisible();
  await expect(ann.page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await ann.page.reload();
  await expect(ann.page.getByRole('textbox', { name: '消息' })).toBeVisible();
  expect(await background()).toBe(dark);
  await ann.page.getByRole('button', { name: '设置' }).click();
  await ann.page.getByRole('radio', { name: 'English' }).check();
  await ann.page.getByRole('radio', { name: 'Light' }).check();
  await expect.poll(background).toBe(light);
  await expect(ann.composer).toBeVisible();
});
