import { AxeBuilder } from '@axe-core/playwright';
import { expect, type ChatPage, test } from '../fixtures.ts';

const options = (visitor: ChatPage) => visitor.page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
const chosen = (visitor: ChatPage) => visitor.page.getByRole('option', { selected: true });

/** Composes text as an input method does in Chromium, and presses Enter during the composition. */
async function compose(visitor: ChatPage, text: string): Promise<void> {
  const devtools = await visitor.page.context().newCDPSession(visitor.page);
  await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
}

/** Presses the Enter of an on-screen keyboard of Android, which has no `code`. */
async function pressOnScreenEnter(visitor: ChatPage): Promise<void> {
  const devtools = await visitor.page.context().newCDPSession(visitor.page);
  const enter = { key: 'Enter', code: '', windowsVirtualKeyCode: 13 };
  await devtools.send('Input.dispatchKeyEvent', { ...enter, type: 'keyDown', text: '\r' });
  await devtools.send('Input.dispatchKeyEvent', { ...enter, type: 'keyUp' });
}

test('@ suggests the other people in the room; keys and the mouse choose one, and Escape closes the list', async ({
  newVisitor,
}) => {
  const ann = await (await newVisitor()).open('tea');
  const others = ['张三', 'Bea Lee', 'Ben'];
  await ann.send('hello', 'Ann');
  for (const name of others) await (await (await newVisitor()).open('tea')).send(`I am ${name}`, name);
  await ann.expectMessage('I am Ben');
  const { keyboard } = ann.page;

  await ann.composer.pressSequentially('hi @');
  await expect(options(ann)).toHaveCount(3);
  await expect(options(ann).filter({ hasText: 'Ann' })).toHaveCount(0);
  await expect(ann.page.getByRole('status').filter({ hasText: '3 suggestions' })).toHaveCount(1);
  await keyboard.type('be');
  await expect(options(ann)).toHaveCount(2);
  await expect(ann.composer).toHaveAttribute('aria-controls', 'suggestions');
  const first = await chosen(ann).getAttribute('id');
  await expect(ann.composer).toHaveAttribute('aria-activedescendant', first ?? '');
  await keyboard.press('ArrowDown');
  expect(await chosen(ann).getAttribute('id')).not.toBe(first);
  await keyboard.press('ArrowDown');
  expect(await chosen(ann).getAttribute('id')).toBe(first);
  await keyboard.press('Escape');
  await expect(options(ann)).toHaveCount(0);
  await expect(ann.composer).toBeFocused();
  // Closed suggestions stay closed while the same name is typed.
  await keyboard.type('n');
  await expect(ann.composer).toHaveValue('hi @ben');
  await expect(options(ann)).toHaveCount(0);
  await keyboard.type(' and @le');
  await expect(options(ann)).toHaveText(['Bea Lee']);
  await keyboard.press('Tab');
  await expect(ann.composer).toHaveValue('hi @ben and @Bea Lee ');
  await expect(options(ann)).toHaveCount(0);
  await keyboard.type('@张');
  await expect(options(ann)).toHaveText(['张三']);
  await keyboard.press('Enter');
  await expect(ann.composer).toHaveValue('hi @ben and @Bea Lee @张三 ');
  await keyboard.type('@be');
  await options(ann).filter({ hasText: 'Ben' }).click();
  await expect(ann.composer).toHaveValue('hi @ben and @Bea Lee @张三 @Ben ');
  await expect(ann.composer).toBeFocused();
  await keyboard.press('Enter');
  await ann.expectAllSent();
  await expect(ann.messageLog.locator('.mention')).toHaveText(['@ben', '@Bea Lee', '@张三', '@Ben']);
});

test('Enter sends a mention that is already complete instead of choosing a suggestion', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  const ben = await (await newVisitor()).open('tea');
  await ben.send('hello', 'Ben');
  await ann.send('hi', 'Ann');
  await ann.composer.pressSequentially('see @ben');
  await expect(options(ann)).toHaveText(['Ben']);
  await ann.composer.press('Enter');
  await ben.expectMessage('see @ben');
});

test('Enter during a composition neither chooses a suggestion nor sends', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  const zhang = await (await newVisitor()).open('tea');
  await zhang.send('在', '张三');
  await ann.send('first', 'Ann');
  await ann.composer.pressSequentially('@');
  await expect(options(ann)).toHaveText(['张三']);
  await compose(ann, 'z');
  const devtools = await ann.page.context().newCDPSession(ann.page);
  await devtools.send('Input.insertText', { text: '张' });
  await expect(ann.composer).toHaveValue('@张');
  await expect(options(ann)).toHaveText(['张三']);
  await compose(ann, 's');
  await expect(ann.composer).toHaveValue('@张s');
  await devtools.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  await expect(ann.composer).toHaveValue('@张');
  await expect(options(ann)).toHaveText(['张三']);
  expect(await ann.messages()).toEqual(['在', 'first']);
  await ann.composer.press('Enter');
  await expect(ann.composer).toHaveValue('@张三 ');
  expect(await ann.messages()).toEqual(['在', 'first']);
});

test(':smile suggests emoji, :tada: becomes one, and other text with colons is unchanged', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.send('first', 'Ann');
  await ann.composer.pressSequentially('so :smil');
  await expect(options(ann).first()).toBeVisible();
  expect(await options(ann).count()).toBeLessThanOrEqual(8);
  await ann.page.keyboard.type('e');
  await expect(options(ann).first()).toContainText('😄');
  await ann.page.keyboard.press('Enter');
  await expect(ann.composer).toHaveValue('so 😄');
  await ann.page.keyboard.type(' and :tada:');
  await expect(ann.composer).toHaveValue('so 😄 and 🎉');
  // Undo restores the shortcode, which is not replaced again.
  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(ann.composer).toHaveValue('so 😄 and :tada:');
  await ann.composer.fill('');
  const text = 'at 12:30:15 `a :smile: b` http://a.test/:smile: std::tada: :D';
  await ann.page.keyboard.type(text);
  await expect(ann.composer).toHaveValue(text);
  await expect(options(ann)).toHaveCount(0);
});

test('emoji are found by Chinese words', async ({ newVisitor, server }) => {
  const visitor = await newVisitor({ locale: 'zh-CN' });
  await visitor.page.goto(`${server.url}/r/tea`);
  const field = visitor.page.getByRole('textbox', { name: '消息' });
  await field.pressSequentially(':笑');
  await expect(visitor.page.getByRole('option').first()).toBeVisible();
  await visitor.page.keyboard.press('Enter');
  await expect(field).toHaveValue(/^\p{Extended_Pictographic}/u);
});

test('the emoji button opens the picker, which inserts at the caret', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.composer.fill('tea time');
  for (let step = 0; step < 5; step++) await ann.composer.press('ArrowLeft');
  await ann.composer.press('Tab');
  const button = ann.page.getByRole('button', { name: 'Insert an emoji' });
  await expect(button).toBeFocused();
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused();
  await ann.page.keyboard.type('teapot');
  await expect(ann.page.getByRole('dialog', { name: 'Emoji' }).getByRole('gridcell', { name: 'teapot' })).toBeVisible();
  await ann.page.keyboard.press('Enter');
  await expect(ann.composer).toBeFocused();
  await expect(ann.composer).toHaveValue('tea🫖 time');
  await button.click();
  await expect(ann.page.getByRole('dialog', { name: 'Emoji' })).toBeVisible();
  await button.click();
  await expect(ann.page.getByRole('dialog', { name: 'Emoji' })).toHaveCount(0);
});

test('/me, /topic, /shrug and /nick are visible to everybody', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  const ben = await (await newVisitor()).open('tea');
  await ann.submit('/me waves');
  await ann.enterName('Ann');
  await expect(ann.composer).toHaveValue('');
  await expect(ben.messageLog.getByRole('article')).toContainText('waves');
  await ann.submit('/shrug who knows');
  await ben.expectMessage('who knows ¯\\_(ツ)_/¯');
  await ann.submit('/topic Green tea');
  await expect(ben.messageLog.getByText('Ann set the topic: Green tea')).toBeVisible();
  await ann.submit('/topic -');
  await expect(ben.messageLog.getByText('Ann removed the topic')).toBeVisible();
  await ann.submit('/nick Anna');
  await expect(ben.messageLog.getByText('Ann is now Anna')).toBeVisible();
  await expect(ann.composer).toHaveValue('');
  await ann.send('still me');
  await expect(ben.messageLog.getByText('Anna', { exact: true }).first()).toBeVisible();
});

test('a refused name shows an error below the field and keeps the input', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  const ben = await (await newVisitor()).open('tea');
  await ben.send('hello', 'Ben');
  await ann.send('hi', 'Ann');
  await ann.submit('/nick BEN');
  await expect(ann.page.getByRole('alert')).toHaveText(/This name is already taken/);
  await expect(ann.composer).toHaveValue('/nick BEN');
  await expect(ann.composer).toBeFocused();
  await ann.page.keyboard.type('nie');
  await expect(ann.page.getByRole('alert')).toHaveCount(0);
  await ann.page.keyboard.press('Enter');
  await expect(ann.composer).toHaveValue('');
  await expect(ben.messageLog.getByText('Ann is now BENnie')).toBeVisible();
});

test('/nick of an unnamed visitor opens the name prompt with that name filled in', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.submit('/nick Ann');
  await expect(ann.page.getByLabel('What is your name?')).toHaveValue('Ann');
  await ann.page.keyboard.press('Enter');
  await expect(ann.composer).toHaveValue('');
  await ann.send('now I have one');
  await ann.expectMessage('now I have one');
  expect(await ann.messages()).toEqual(['now I have one']);
});

test('an unknown command is not sent, and a second slash sends it as text', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.submit('/foo bar');
  await expect(ann.page.getByRole('alert')).toHaveText('There is no command /foo. To send it as text, type //foo.');
  await expect(ann.composer).toHaveValue('/foo bar');
  await ann.send('//foo bar', 'Ann');
  await ann.expectMessage('/foo bar');
  await ann.send('/usr/bin/env');
  await ann.expectMessage('/usr/bin/env');
  await ann.submit('/topic');
  await expect(ann.page.getByRole('alert')).toHaveText('Usage: /topic <topic>');
});

test('/ suggests commands, /help lists them, and Escape closes both', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.composer.pressSequentially('/');
  await expect(options(ann)).toHaveCount(5);
  await ann.page.keyboard.type('to');
  await expect(options(ann)).toContainText(['/topic <topic>']);
  await ann.page.keyboard.press('Enter');
  await expect(ann.composer).toHaveValue('/topic ');
  await ann.composer.fill('/help');
  await expect(options(ann)).toHaveCount(1);
  await ann.page.keyboard.press('Enter');
  const list = ann.page.getByRole('region', { name: 'Commands' });
  for (const name of ['/me', '/topic', '/nick', '/shrug', '/help']) await expect(list).toContainText(name);
  await expect(ann.composer).toHaveValue('');
  await expect(ann.composer).toBeFocused();
  await ann.page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
});

test('a draft with its reply survives a reload and a visit to another room', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  const ben = await (await newVisitor()).open('tea');
  await ben.send('green or black?', 'Ben');
  await ann.send('hello', 'Ann');
  const question = ann.messageLog.getByRole('article').filter({ hasText: 'green or black?' }).first();
  await question.hover();
  await question.getByRole('button', { name: 'Reply' }).click();
  await expect(ann.composer).toBeFocused();
  await ann.page.keyboard.type('green,\u00a0please');
  await expect(ann.page.locator('.reply-bar')).toContainText('Replying to Ben green or black?');

  await ann.page.reload();
  await expect(ann.composer).toHaveValue('green,\u00a0please');
  await expect(ann.page.locator('.reply-bar')).toContainText('green or black?');
  await ann.open('garden');
  await expect(ann.composer).toHaveValue('');
  await expect(ann.page.locator('.reply-bar')).toHaveCount(0);
  await ann.open('tea');
  await ann.composer.press('Enter');
  await ben.expectMessage('green,\u00a0please');
  await expect(ben.messageLog.locator('.quote')).toContainText('green or black?');
  await expect(ann.page.locator('.reply-bar')).toHaveCount(0);

  await question.hover();
  await question.getByRole('button', { name: 'Reply' }).click();
  await expect(ann.composer).toBeFocused();
  await ann.page.keyboard.press('Escape');
  await expect(ann.page.locator('.reply-bar')).toHaveCount(0);
});

test('an unfinished edit is restored on return to the room', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.send('frist', 'Ann');
  await ann.expectAllSent();
  await ann.composer.press('ArrowUp');
  const edit = ann.page.getByRole('textbox', { name: 'Edit message' });
  await edit.fill('first of');
  await ann.page.getByRole('textbox', { name: 'Open a room' }).fill('garden');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('garden');
  await ann.page.goBack();
  await expect(edit).toHaveValue('first of');
  await expect(edit).toBeFocused();
  await ann.page.keyboard.type(' all');
  await ann.page.keyboard.press('Enter');
  await ann.expectMessage('first of all');
});

test('two people see each other typing, but not while typing a command', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  const ben = await (await newVisitor()).open('tea');
  await ann.send('hello', 'Ann');
  await ben.send('hi', 'Ben');
  await ann.expectMessage('hi');
  await ann.composer.pressSequentially('/topic te');
  await ben.composer.pressSequentially('so');
  await expect(ann.page.getByText('Ben is typing…')).toBeVisible();
  await expect(ben.page.getByText('Ann is typing…')).toHaveCount(0);
  await ann.composer.fill('well');
  await expect(ben.page.getByText('Ann is typing…')).toBeVisible();
  await ann.composer.press('Enter');
  await ben.expectMessage('well');
  await expect(ben.page.getByText('Ann is typing…')).toHaveCount(0);
});

test('Enter on an on-screen keyboard inserts a new line, and the button sends', async ({ newVisitor }) => {
  const ann = await newVisitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await ann.open('tea');
  await ann.composer.tap();
  await ann.page.keyboard.type('two');
  await pressOnScreenEnter(ann);
  await ann.page.keyboard.type('lines');
  await ann.page.getByRole('button', { name: 'Send' }).tap();
  await ann.enterName('Ann');
  await expect.poll(() => ann.messages()).toEqual(['two\nlines']);
  await ann.composer.tap();
  await ann.page.keyboard.type(':tad');
  await ann.page.getByRole('option').filter({ hasText: '🎉' }).tap();
  await expect(ann.composer).toHaveValue('🎉');
  await expect(ann.composer).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no violations in suggestions, commands and replies: ${colorScheme}`, async ({ newVisitor }) => {
    const ann = await (await newVisitor({ colorScheme })).open('tea');
    const ben = await (await newVisitor()).open('tea');
    await ben.send('hello', 'Ben');
    await ann.send('hi', 'Ann');
    const check = async () => expect((await new AxeBuilder({ page: ann.page }).analyze()).violations).toEqual([]);
    const hello = ann.messageLog.getByRole('article').filter({ hasText: 'hello' });
    await hello.hover();
    await hello.getByRole('button', { name: 'Reply' }).click();
    for (const begun of ['@b', ':smi', '/']) {
      await ann.composer.fill('');
      await ann.composer.pressSequentially(begun);
      await expect(options(ann).first()).toBeVisible();
      await check();
    }
    await ann.submit('/help');
    await expect(ann.page.getByRole('region', { name: 'Commands' })).toBeVisible();
    await ann.submit('/foo');
    await expect(ann.page.getByRole('alert')).toBeVisible();
    await check();
  });
}

test('a touch screen with a hardware keyboard sends with Enter', async ({ newVisitor }) => {
  const ann = await newVisitor({ viewport: { width: 820, height: 1_180 }, hasTouch: true, isMobile: true });
  await ann.open('tea');
  await ann.composer.tap();
  await ann.page.keyboard.type('from a tablet');
  await ann.page.keyboard.press('Enter');
  await ann.enterName('Ann');
  await expect.poll(() => ann.messages()).toEqual(['from a tablet']);
});

test('Enter inside an open code fence inserts a new line, and a fence after text becomes a block', async ({
  newVisitor,
}) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.send('hello', 'Ann');
  await ann.composer.pressSequentially('look: ```js');
  await ann.page.keyboard.press('Enter');
  await ann.composer.pressSequentially('let a;');
  await ann.page.keyboard.press('Enter');
  await ann.composer.pressSequentially('```');
  await ann.page.keyboard.press('Enter');
  const message = ann.messageLog.getByRole('article').filter({ hasText: 'look:' });
  await expect(message.locator('pre')).toHaveText('let a;');
  await expect(message.locator('p').filter({ hasText: 'look:' })).toHaveText('look:');
  await expect(ann.composer).toHaveValue('');
});

test('pasted shortcodes are sent as emoji, except in code', async ({ newVisitor, contextOptions }) => {
  const ann = await (
    await newVisitor({ ...contextOptions, permissions: ['clipboard-read', 'clipboard-write'] })
  ).open('tea');
  await ann.send('hello', 'Ann');
  await ann.page.evaluate(() => navigator.clipboard.writeText('done :tada: `:tada:` :no_such_emoji:'));
  await ann.composer.press('ControlOrMeta+v');
  await ann.composer.press('Enter');
  await ann.expectMessage('done 🎉 :tada: :no_such_emoji:');
});
