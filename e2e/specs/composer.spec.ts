import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Person, test } from '../chat.ts';

const options = (person: Person) => person.page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
const chosen = (person: Person) => person.page.getByRole('option', { selected: true });

/** Composes with an input method as Chromium's own do, and presses its Enter. */
async function composes(person: Person, text: string): Promise<void> {
  const devtools = await person.page.context().newCDPSession(person.page);
  await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
}

/** Presses the Enter of an on-screen keyboard of Android, which has no `code`. */
async function pressesOnScreenEnter(person: Person): Promise<void> {
  const devtools = await person.page.context().newCDPSession(person.page);
  const enter = { key: 'Enter', code: '', windowsVirtualKeyCode: 13 };
  await devtools.send('Input.dispatchKeyEvent', { ...enter, type: 'keyDown', text: '\r' });
  await devtools.send('Input.dispatchKeyEvent', { ...enter, type: 'keyUp' });
}

test('@ offers who is here: with arrows, Tab, Enter, Escape and the mouse, and never oneself', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  const others = ['张三', 'Bea Lee', 'Ben'];
  await ann.says('hello', 'Ann');
  for (const name of others) await (await (await somebody()).opens('tea')).says(`I am ${name}`, name);
  await ann.sees('I am Ben');
  const { keyboard } = ann.page;

  await ann.writing.pressSequentially('hi @');
  await expect(options(ann)).toHaveCount(3);
  await expect(options(ann).filter({ hasText: 'Ann' })).toHaveCount(0);
  await expect(ann.page.getByRole('status').filter({ hasText: '3 suggestions' })).toHaveCount(1);
  await keyboard.type('be');
  await expect(options(ann)).toHaveCount(2);
  await expect(ann.writing).toHaveAttribute('aria-controls', 'suggestions');
  const first = await chosen(ann).getAttribute('id');
  await expect(ann.writing).toHaveAttribute('aria-activedescendant', first ?? '');
  await keyboard.press('ArrowDown');
  expect(await chosen(ann).getAttribute('id')).not.toBe(first);
  await keyboard.press('ArrowDown');
  expect(await chosen(ann).getAttribute('id')).toBe(first);
  await keyboard.press('Escape');
  await expect(options(ann)).toHaveCount(0);
  await expect(ann.writing).toBeFocused();
  // What was closed stays closed while the same name is being written.
  await keyboard.type('n');
  await expect(ann.writing).toHaveValue('hi @ben');
  await expect(options(ann)).toHaveCount(0);
  await keyboard.type(' and @le');
  await expect(options(ann)).toHaveText(['Bea Lee']);
  await keyboard.press('Tab');
  await expect(ann.writing).toHaveValue('hi @ben and @Bea Lee ');
  await expect(options(ann)).toHaveCount(0);
  await keyboard.type('@张');
  await expect(options(ann)).toHaveText(['张三']);
  await keyboard.press('Enter');
  await expect(ann.writing).toHaveValue('hi @ben and @Bea Lee @张三 ');
  await keyboard.type('@be');
  await options(ann).filter({ hasText: 'Ben' }).click();
  await expect(ann.writing).toHaveValue('hi @ben and @Bea Lee @张三 @Ben ');
  await expect(ann.writing).toBeFocused();
  await keyboard.press('Enter');
  await ann.isHeard();
  await expect(ann.conversation.locator('.mention')).toHaveText(['@ben', '@Bea Lee', '@张三', '@Ben']);
});

test('a name that is written in full is sent by Enter, not chosen first', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  const ben = await (await somebody()).opens('tea');
  await ben.says('hello', 'Ben');
  await ann.says('hi', 'Ann');
  await ann.writing.pressSequentially('see @ben');
  await expect(options(ann)).toHaveText(['Ben']);
  await ann.writing.press('Enter');
  await ben.sees('see @ben');
});

test('with the list open, an Enter of an input method chooses and sends nothing', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  const zhang = await (await somebody()).opens('tea');
  await zhang.says('在', '张三');
  await ann.says('first', 'Ann');
  await ann.writing.pressSequentially('@');
  await expect(options(ann)).toHaveText(['张三']);
  await composes(ann, 'z');
  const devtools = await ann.page.context().newCDPSession(ann.page);
  await devtools.send('Input.insertText', { text: '张' });
  await expect(ann.writing).toHaveValue('@张');
  await expect(options(ann)).toHaveText(['张三']);
  await composes(ann, 's');
  await expect(ann.writing).toHaveValue('@张s');
  await devtools.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  await expect(ann.writing).toHaveValue('@张');
  await expect(options(ann)).toHaveText(['张三']);
  expect(await ann.transcript()).toEqual(['在', 'first']);
  await ann.writing.press('Enter');
  await expect(ann.writing).toHaveValue('@张三 ');
  expect(await ann.transcript()).toEqual(['在', 'first']);
});

test(':smile offers emoji, :tada: becomes one, and what only looks like it stays', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.says('first', 'Ann');
  await ann.writing.pressSequentially('so :smil');
  await expect(options(ann).first()).toBeVisible();
  expect(await options(ann).count()).toBeLessThanOrEqual(8);
  await ann.page.keyboard.type('e');
  await expect(options(ann).first()).toContainText('😄');
  await ann.page.keyboard.press('Enter');
  await expect(ann.writing).toHaveValue('so 😄');
  await ann.page.keyboard.type(' and :tada:');
  await expect(ann.writing).toHaveValue('so 😄 and 🎉');
  // It can be taken back, and is not done again then.
  await ann.page.keyboard.press('ControlOrMeta+z');
  await expect(ann.writing).toHaveValue('so 😄 and :tada:');
  await ann.writing.fill('');
  const text = 'at 12:30:15 `a :smile: b` http://a.test/:smile: std::tada: :D';
  await ann.page.keyboard.type(text);
  await expect(ann.writing).toHaveValue(text);
  await expect(options(ann)).toHaveCount(0);
});

test('Chinese emoji are found by Chinese words', async ({ somebody, chat }) => {
  const person = await somebody({ locale: 'zh-CN' });
  await person.page.goto(`${chat.address}/r/tea`);
  const writing = person.page.getByRole('textbox', { name: '消息' });
  await writing.pressSequentially(':笑');
  await expect(person.page.getByRole('option').first()).toBeVisible();
  await person.page.keyboard.press('Enter');
  await expect(writing).toHaveValue(/^\p{Extended_Pictographic}/u);
});

test('the emoji button opens the picker, and what is picked stands at the caret', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.writing.fill('tea time');
  for (let step = 0; step < 5; step++) await ann.writing.press('ArrowLeft');
  await ann.writing.press('Tab');
  const button = ann.page.getByRole('button', { name: 'Insert an emoji' });
  await expect(button).toBeFocused();
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused();
  await ann.page.keyboard.type('teapot');
  await expect(ann.page.getByRole('dialog', { name: 'Emoji' }).getByRole('gridcell', { name: 'teapot' })).toBeVisible();
  await ann.page.keyboard.press('Enter');
  await expect(ann.writing).toBeFocused();
  await expect(ann.writing).toHaveValue('tea🫖 time');
  await button.click();
  await expect(ann.page.getByRole('dialog', { name: 'Emoji' })).toBeVisible();
  await button.click();
  await expect(ann.page.getByRole('dialog', { name: 'Emoji' })).toHaveCount(0);
});

test('/me, /topic, /shrug and /nick are seen by everybody', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  const ben = await (await somebody()).opens('tea');
  await ann.types('/me waves');
  await ann.answers('Ann');
  await expect(ann.writing).toHaveValue('');
  await expect(ben.conversation.getByRole('article')).toContainText('waves');
  await ann.types('/shrug who knows');
  await ben.sees('who knows ¯\\_(ツ)_/¯');
  await ann.types('/topic Green tea');
  await expect(ben.conversation.getByText('Ann set the topic: Green tea')).toBeVisible();
  await ann.types('/topic -');
  await expect(ben.conversation.getByText('Ann removed the topic')).toBeVisible();
  await ann.types('/nick Anna');
  await expect(ben.conversation.getByText('Ann is now Anna')).toBeVisible();
  await expect(ann.writing).toHaveValue('');
  await ann.says('still me');
  await expect(ben.conversation.getByText('Anna', { exact: true }).first()).toBeVisible();
});

test('a name that cannot be had is refused below the field, and what was typed stays', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  const ben = await (await somebody()).opens('tea');
  await ben.says('hello', 'Ben');
  await ann.says('hi', 'Ann');
  await ann.types('/nick BEN');
  await expect(ann.page.getByRole('alert')).toHaveText(/This name is already taken/);
  await expect(ann.writing).toHaveValue('/nick BEN');
  await expect(ann.writing).toBeFocused();
  await ann.page.keyboard.type('nie');
  await expect(ann.page.getByRole('alert')).toHaveCount(0);
  await ann.page.keyboard.press('Enter');
  await expect(ann.writing).toHaveValue('');
  await expect(ben.conversation.getByText('Ann is now BENnie')).toBeVisible();
});

test('/nick without a name asks for one with what was given', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.types('/nick Ann');
  await expect(ann.page.getByLabel('What is your name?')).toHaveValue('Ann');
  await ann.page.keyboard.press('Enter');
  await expect(ann.writing).toHaveValue('');
  await ann.says('now I have one');
  await ann.sees('now I have one');
  expect(await ann.transcript()).toEqual(['now I have one']);
});

test('a command that there is not is not sent; a second slash sends it as text', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.types('/foo bar');
  await expect(ann.page.getByRole('alert')).toHaveText('There is no command /foo. To send it as text, type //foo.');
  await expect(ann.writing).toHaveValue('/foo bar');
  await ann.says('//foo bar', 'Ann');
  await ann.sees('/foo bar');
  await ann.says('/usr/bin/env');
  await ann.sees('/usr/bin/env');
  await ann.types('/topic');
  await expect(ann.page.getByRole('alert')).toHaveText('Usage: /topic <topic>');
});

test('/ offers the commands, /help lists them, and both close with Escape', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.writing.pressSequentially('/');
  await expect(options(ann)).toHaveCount(5);
  await ann.page.keyboard.type('to');
  await expect(options(ann)).toContainText(['/topic <topic>']);
  await ann.page.keyboard.press('Enter');
  await expect(ann.writing).toHaveValue('/topic ');
  await ann.writing.fill('/help');
  await expect(options(ann)).toHaveCount(1);
  await ann.page.keyboard.press('Enter');
  const list = ann.page.getByRole('region', { name: 'Commands' });
  for (const name of ['/me', '/topic', '/nick', '/shrug', '/help']) await expect(list).toContainText(name);
  await expect(ann.writing).toHaveValue('');
  await expect(ann.writing).toBeFocused();
  await ann.page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
});

test('a draft and the reply that it belongs to survive a reload and another room', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  const ben = await (await somebody()).opens('tea');
  await ben.says('green or black?', 'Ben');
  await ann.says('hello', 'Ann');
  const question = ann.conversation.getByRole('article').filter({ hasText: 'green or black?' }).first();
  await question.hover();
  await question.getByRole('button', { name: 'Reply' }).click();
  await expect(ann.writing).toBeFocused();
  await ann.page.keyboard.type('green,\u00a0please');
  await expect(ann.page.locator('.reply-bar')).toContainText('Replying to Ben green or black?');

  await ann.page.reload();
  await expect(ann.writing).toHaveValue('green,\u00a0please');
  await expect(ann.page.locator('.reply-bar')).toContainText('green or black?');
  await ann.opens('garden');
  await expect(ann.writing).toHaveValue('');
  await expect(ann.page.locator('.reply-bar')).toHaveCount(0);
  await ann.opens('tea');
  await ann.writing.press('Enter');
  await ben.sees('green,\u00a0please');
  await expect(ben.conversation.locator('.quote')).toContainText('green or black?');
  await expect(ann.page.locator('.reply-bar')).toHaveCount(0);

  await question.hover();
  await question.getByRole('button', { name: 'Reply' }).click();
  await expect(ann.writing).toBeFocused();
  await ann.page.keyboard.press('Escape');
  await expect(ann.page.locator('.reply-bar')).toHaveCount(0);
});

test('an edit that was begun is there on coming back to the room', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.says('frist', 'Ann');
  await ann.isHeard();
  await ann.writing.press('ArrowUp');
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
  await ann.sees('first of all');
});

test('two people see each other write, but not what is a command', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  const ben = await (await somebody()).opens('tea');
  await ann.says('hello', 'Ann');
  await ben.says('hi', 'Ben');
  await ann.sees('hi');
  await ann.writing.pressSequentially('/topic te');
  await ben.writing.pressSequentially('so');
  await expect(ann.page.getByText('Ben is typing…')).toBeVisible();
  await expect(ben.page.getByText('Ann is typing…')).toHaveCount(0);
  await ann.writing.fill('well');
  await expect(ben.page.getByText('Ann is typing…')).toBeVisible();
  await ann.writing.press('Enter');
  await ben.sees('well');
  await expect(ben.page.getByText('Ann is typing…')).toHaveCount(0);
});

test('Enter of an on-screen keyboard is a new line, and the button sends', async ({ somebody }) => {
  const ann = await somebody({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await ann.opens('tea');
  await ann.writing.tap();
  await ann.page.keyboard.type('two');
  await pressesOnScreenEnter(ann);
  await ann.page.keyboard.type('lines');
  await ann.page.getByRole('button', { name: 'Send' }).tap();
  await ann.answers('Ann');
  await expect.poll(() => ann.transcript()).toEqual(['two\nlines']);
  await ann.writing.tap();
  await ann.page.keyboard.type(':tad');
  await ann.page.getByRole('option').filter({ hasText: '🎉' }).tap();
  await expect(ann.writing).toHaveValue('🎉');
  await expect(ann.writing).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in lists, commands and answers: ${colorScheme}`, async ({ somebody }) => {
    const ann = await (await somebody({ colorScheme })).opens('tea');
    const ben = await (await somebody()).opens('tea');
    await ben.says('hello', 'Ben');
    await ann.says('hi', 'Ann');
    const check = async () => expect((await new AxeBuilder({ page: ann.page }).analyze()).violations).toEqual([]);
    const hello = ann.conversation.getByRole('article').filter({ hasText: 'hello' });
    await hello.hover();
    await hello.getByRole('button', { name: 'Reply' }).click();
    for (const begun of ['@b', ':smi', '/']) {
      await ann.writing.fill('');
      await ann.writing.pressSequentially(begun);
      await expect(options(ann).first()).toBeVisible();
      await check();
    }
    await ann.types('/help');
    await expect(ann.page.getByRole('region', { name: 'Commands' })).toBeVisible();
    await ann.types('/foo');
    await expect(ann.page.getByRole('alert')).toBeVisible();
    await check();
  });
}

test('a touch screen with a hardware keyboard sends with Enter', async ({ somebody }) => {
  const ann = await somebody({ viewport: { width: 820, height: 1_180 }, hasTouch: true, isMobile: true });
  await ann.opens('tea');
  await ann.writing.tap();
  await ann.page.keyboard.type('from a tablet');
  await ann.page.keyboard.press('Enter');
  await ann.answers('Ann');
  await expect.poll(() => ann.transcript()).toEqual(['from a tablet']);
});

test('Enter inside an open code fence is a new line; text before a fence keeps its block', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.says('hello', 'Ann');
  await ann.writing.pressSequentially('look: ```js');
  await ann.page.keyboard.press('Enter');
  await ann.writing.pressSequentially('let a;');
  await ann.page.keyboard.press('Enter');
  await ann.writing.pressSequentially('```');
  await ann.page.keyboard.press('Enter');
  const message = ann.conversation.getByRole('article').filter({ hasText: 'look:' });
  await expect(message.locator('pre')).toHaveText('let a;');
  await expect(message.locator('p').filter({ hasText: 'look:' })).toHaveText('look:');
  await expect(ann.writing).toHaveValue('');
});

test('pasted shortcodes are sent as emoji, except in code', async ({ somebody, contextOptions }) => {
  const ann = await (
    await somebody({ ...contextOptions, permissions: ['clipboard-read', 'clipboard-write'] })
  ).opens('tea');
  await ann.says('hello', 'Ann');
  await ann.page.evaluate(() => navigator.clipboard.writeText('done :tada: `:tada:` :no_such_emoji:'));
  await ann.writing.press('ControlOrMeta+v');
  await ann.writing.press('Enter');
  await ann.sees('done 🎉 :tada: :no_such_emoji:');
});
