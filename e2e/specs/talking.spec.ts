import { expect, test } from '../fixtures.ts';

test('the first message opens the name prompt, and both people receive every message', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  const ben = await (await newVisitor()).open('tea');
  await ann.send('Is anybody here?', 'Ann');
  await ben.expectMessage('Is anybody here?');
  await ben.send('I am.', '本');
  await ann.expectMessage('I am.');
  await ann.send('Then we are two.');
  await ben.expectMessage('Then we are two.');
  const expected = ['Is anybody here?', 'I am.', 'Then we are two.'];
  expect(await ann.messages()).toEqual(expected);
  expect(await ben.messages()).toEqual(expected);
  await expect(ben.page.getByRole('button', { name: '2 people here' })).toBeVisible();
});

test('a later visitor reads earlier messages without a name', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.send('one', 'Ann');
  await ann.send('two\nlines');
  await ann.expectMessage('one');
  const late = await (await newVisitor()).open('tea');
  await expect.poll(() => late.messages()).toEqual(['one', 'two\nlines']);
  await expect(late.page.getByLabel('What is your name?')).toHaveCount(0);
});

test('authors can edit and delete their own messages only', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  const ben = await (await newVisitor()).open('tea');
  await ann.send('frist', 'Ann');
  await ann.send('a secret');
  await ben.send('mine', 'Ben');
  await ann.expectMessage('mine');

  const first = ann.messageLog.getByRole('article').filter({ hasText: 'frist' });
  await first.hover();
  await first.getByRole('button', { name: 'Edit' }).click();
  await ann.page.getByRole('textbox', { name: 'Edit message' }).fill('first');
  await ann.page.keyboard.press('Enter');
  await ben.expectMessage('first');
  await expect(ben.messageLog.getByText('edited', { exact: true })).toBeVisible();

  const secret = ann.messageLog.getByRole('article').filter({ hasText: 'a secret' });
  await secret.hover();
  await secret.getByRole('button', { name: 'Delete' }).click();
  await ann.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await ben.expectMessage('message deleted');
  await expect(ben.messageLog.getByText('a secret')).toHaveCount(0);

  const bens = ann.messageLog.getByRole('article').filter({ hasText: 'mine' });
  await bens.hover();
  await expect(bens.getByRole('button', { name: 'Edit' })).toHaveCount(0);
});

test('by keyboard, ↑ edits the last message, Escape cancels, and Shift+Enter inserts a new line', async ({
  newVisitor,
}) => {
  const ann = await (await newVisitor()).open('tea');
  await expect(ann.composer).toBeFocused();
  await ann.page.keyboard.type('hello');
  await ann.page.keyboard.press('Enter');
  await ann.page.keyboard.type('Ann');
  await ann.page.keyboard.press('Enter');
  await ann.expectMessage('hello');
  await ann.expectAllSent();
  await expect(ann.composer).toBeFocused();
  await ann.page.keyboard.press('ArrowUp');
  await expect(ann.page.getByRole('textbox', { name: 'Edit message' })).toBeFocused();
  await ann.page.keyboard.press('Escape');
  await ann.page.keyboard.type('two');
  await ann.page.keyboard.press('Shift+Enter');
  await ann.page.keyboard.type('lines');
  await ann.page.keyboard.press('Enter');
  await expect.poll(() => ann.messages()).toEqual(['hello', 'two\nlines']);
});

test('Enter that ends an input method’s composition does not send', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.send('first', 'Ann');
  const devtools = await ann.page.context().newCDPSession(ann.page);
  await ann.composer.focus();
  await devtools.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 });
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await devtools.send('Input.insertText', { text: '你好' });
  await expect(ann.composer).toHaveValue('你好');
  expect(await ann.messages()).toEqual(['first']);
  await ann.composer.press('Enter');
  await ann.expectMessage('你好');
});

test('markup and scripts are shown as text', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  const ben = await (await newVisitor()).open('tea');
  const dialogs: string[] = [];
  ben.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const attacks = [
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '<script>alert(1)</script>',
    'javascript:alert(1)',
  ];
  await ann.send(attacks[0] ?? '', '<b>Ann</b>');
  for (const text of attacks.slice(1)) await ann.send(text);
  await expect.poll(() => ben.messages()).toEqual(attacks);
  await expect(ben.messageLog.getByText('<b>Ann</b>').first()).toBeVisible();
  await expect(ben.messageLog.locator('.text').getByRole('link')).toHaveCount(0);
  expect(dialogs).toEqual([]);
});
