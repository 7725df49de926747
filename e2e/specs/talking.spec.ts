import { expect, test } from '../chat.ts';

test('the first message asks for a name, and both people see every message at once', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  const ben = await (await somebody()).opens('tea');
  await ann.says('Is anybody here?', 'Ann');
  await ben.sees('Is anybody here?');
  await ben.says('I am.', '本');
  await ann.sees('I am.');
  await ann.says('Then we are two.');
  await ben.sees('Then we are two.');
  const spoken = ['Is anybody here?', 'I am.', 'Then we are two.'];
  expect(await ann.transcript()).toEqual(spoken);
  expect(await ben.transcript()).toEqual(spoken);
  await expect(ben.page.getByRole('button', { name: '2 people here' })).toBeVisible();
});

test('a later visitor reads earlier messages without a name', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.says('one', 'Ann');
  await ann.says('two\nlines');
  await ann.sees('one');
  const late = await (await somebody()).opens('tea');
  await expect.poll(() => late.transcript()).toEqual(['one', 'two\nlines']);
  await expect(late.page.getByLabel('What is your name?')).toHaveCount(0);
});

test('authors can edit and delete their own messages only', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  const ben = await (await somebody()).opens('tea');
  await ann.says('frist', 'Ann');
  await ann.says('a secret');
  await ben.says('mine', 'Ben');
  await ann.sees('mine');

  const first = ann.conversation.getByRole('article').filter({ hasText: 'frist' });
  await first.hover();
  await first.getByRole('button', { name: 'Edit' }).click();
  await ann.page.getByRole('textbox', { name: 'Edit message' }).fill('first');
  await ann.page.keyboard.press('Enter');
  await ben.sees('first');
  await expect(ben.conversation.getByText('edited', { exact: true })).toBeVisible();

  const secret = ann.conversation.getByRole('article').filter({ hasText: 'a secret' });
  await secret.hover();
  await secret.getByRole('button', { name: 'Delete' }).click();
  await ann.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await ben.sees('message deleted');
  await expect(ben.conversation.getByText('a secret')).toHaveCount(0);

  const bens = ann.conversation.getByRole('article').filter({ hasText: 'mine' });
  await bens.hover();
  await expect(bens.getByRole('button', { name: 'Edit' })).toHaveCount(0);
});

test('by keyboard, ↑ edits the last message, Escape cancels, and Shift+Enter inserts a new line', async ({
  somebody,
}) => {
  const ann = await (await somebody()).opens('tea');
  await expect(ann.writing).toBeFocused();
  await ann.page.keyboard.type('hello');
  await ann.page.keyboard.press('Enter');
  await ann.page.keyboard.type('Ann');
  await ann.page.keyboard.press('Enter');
  await ann.sees('hello');
  await ann.isHeard();
  await expect(ann.writing).toBeFocused();
  await ann.page.keyboard.press('ArrowUp');
  await expect(ann.page.getByRole('textbox', { name: 'Edit message' })).toBeFocused();
  await ann.page.keyboard.press('Escape');
  await ann.page.keyboard.type('two');
  await ann.page.keyboard.press('Shift+Enter');
  await ann.page.keyboard.type('lines');
  await ann.page.keyboard.press('Enter');
  await expect.poll(() => ann.transcript()).toEqual(['hello', 'two\nlines']);
});

test('Enter that ends an input method’s composition does not send', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.says('first', 'Ann');
  const devtools = await ann.page.context().newCDPSession(ann.page);
  await ann.writing.focus();
  await devtools.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 });
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await devtools.send('Input.insertText', { text: '你好' });
  await expect(ann.writing).toHaveValue('你好');
  expect(await ann.transcript()).toEqual(['first']);
  await ann.writing.press('Enter');
  await ann.sees('你好');
});

test('markup and scripts are shown as text', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  const ben = await (await somebody()).opens('tea');
  const dialogs: string[] = [];
  ben.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const nasty = [
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '<script>alert(1)</script>',
    'javascript:alert(1)',
  ];
  await ann.says(nasty[0] ?? '', '<b>Ann</b>');
  for (const text of nasty.slice(1)) await ann.says(text);
  await expect.poll(() => ben.transcript()).toEqual(nasty);
  await expect(ben.conversation.getByText('<b>Ann</b>').first()).toBeVisible();
  await expect(ben.conversation.locator('.text').getByRole('link')).toHaveCount(0);
  expect(dialogs).toEqual([]);
});
