import { expect, test } from '../chat.ts';
import { Writer } from '../writer.ts';

test('unread messages and mentions are counted correctly, live, after a reload, and after the server was killed', async ({
  somebody,
  chat,
}) => {
  const ann = await (await somebody()).opens('tea');
  await ann.says('I am Ann', 'Ann');
  await ann.isHeard();
  await ann.opens('garden');
  using writer = await Writer.enters(chat, 'tea', 'Ben');
  await writer.says('one', 'two', 'three for @Ann');

  const tea = ann.page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /^tea/ });
  const counted = async () => {
    await expect(tea).toContainText('3 unread messages');
    await expect(tea).toContainText('1 mention');
    await expect(ann.page).toHaveTitle(/^\(@1\) garden/);
  };
  await counted();
  await expect(ann.page.locator('link[rel=icon]')).toHaveAttribute('href', /unread/);
  await ann.page.reload();
  await counted();
  await chat.kill();
  await chat.startAgain();
  await ann.page.reload();
  await counted();

  await tea.click();
  await ann.sees('two');
  await expect(ann.page).toHaveTitle(/^tea/);
  await expect(ann.page.locator('link[rel=icon]')).not.toHaveAttribute('href', /unread/);
  await ann.opens('garden');
  await expect(tea).toBeVisible();
  await expect(tea).not.toContainText('unread');
});

test('nothing is unread for a newcomer, and own messages never are', async ({ somebody, anotherTab, chat }) => {
  using writer = await Writer.enters(chat, 'tea', 'Ben');
  await writer.says('long ago');
  const ann = await (await somebody()).opens('garden');
  const rooms = ann.page.getByRole('navigation', { name: 'Rooms' });
  await expect(rooms.getByRole('link', { name: /^tea/ })).toBeVisible();
  await expect(rooms).not.toContainText('unread');
  await ann.says('mine', 'Ann');
  await ann.isHeard();
  await ann.opens('tea');
  await ann.sees('long ago');
  const other = await (await anotherTab(ann)).opens('garden');
  await other.says('also mine');
  await other.isHeard();
  await expect(rooms.getByRole('link', { name: /^garden/ })).toBeVisible();
  await expect(rooms).not.toContainText('unread');
});

test('the mentions of all rooms are listed together, and each links to its message', async ({ somebody, chat }) => {
  const ann = await (await somebody()).opens('garden');
  await ann.says('here I am', 'Ann');
  await ann.isHeard();
  using writer = await Writer.enters(chat, 'tea', 'Ben');
  await writer.saysMany(200);
  await writer.says('@ann come over');
  await writer.saysMany(200);
  await ann.page.getByRole('complementary').getByRole('button', { name: 'Mentions' }).click();
  const inbox = ann.page.getByRole('dialog', { name: 'Mentions' });
  await expect(inbox).toContainText('Ben in tea');
  await inbox.getByRole('button', { name: /come over/ }).click();
  await expect(ann.page).toHaveURL(/\/r\/tea\/201$/);
  const row = ann.conversation.locator('[data-seq="201"]');
  await expect(row).toBeInViewport();
  await expect(row).toHaveClass(/lit/);
  await expect(row.locator('.mention.me')).toHaveText('@ann');
});

test('messages read in one tab are read in the other', async ({ somebody, anotherTab, chat }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.says('I am Ann', 'Ann');
  await ann.isHeard();
  await ann.opens('garden');
  const other = await (await anotherTab(ann)).opens('garden');
  using writer = await Writer.enters(chat, 'tea', 'Ben');
  await writer.says('news');
  const unread = (person: typeof ann) =>
    person.page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /^tea/ });
  await expect(unread(ann)).toContainText('1 unread message');
  await expect(unread(other)).toContainText('1 unread message');
  await unread(other).click();
  await other.sees('news');
  await expect(unread(ann)).not.toContainText('unread');
});
