import { expect, test } from '../fixtures.ts';
import { ScriptedClient } from '../scripted-client.ts';

test('unread messages and mentions are expectCounts correctly, live, after a reload, and after the server was killed', async ({
  newVisitor,
  server,
}) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.send('I am Ann', 'Ann');
  await ann.expectAllSent();
  await ann.open('garden');
  using writer = await ScriptedClient.join(server, 'tea', 'Ben');
  await writer.send('one', 'two', 'three for @Ann');

  const tea = ann.page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /^tea/ });
  const expectCounts = async () => {
    await expect(tea).toContainText('3 unread messages');
    await expect(tea).toContainText('1 mention');
    await expect(ann.page).toHaveTitle(/^\(@1\) garden/);
  };
  await expectCounts();
  await expect(ann.page.locator('link[rel=icon]')).toHaveAttribute('href', /unread/);
  await ann.page.reload();
  await expectCounts();
  await server.kill();
  await server.restart();
  await ann.page.reload();
  await expectCounts();

  await tea.click();
  await ann.expectMessage('two');
  await expect(ann.page).toHaveTitle(/^tea/);
  await expect(ann.page.locator('link[rel=icon]')).not.toHaveAttribute('href', /unread/);
  await ann.open('garden');
  await expect(tea).toBeVisible();
  await expect(tea).not.toContainText('unread');
});

test('a newcomer has no unread messages, and own messages are never unread', async ({ newVisitor, newTab, server }) => {
  using writer = await ScriptedClient.join(server, 'tea', 'Ben');
  await writer.send('long ago');
  const ann = await (await newVisitor()).open('garden');
  const rooms = ann.page.getByRole('navigation', { name: 'Rooms' });
  await expect(rooms.getByRole('link', { name: /^tea/ })).toBeVisible();
  await expect(rooms).not.toContainText('unread');
  await ann.send('mine', 'Ann');
  await ann.expectAllSent();
  await ann.open('tea');
  await ann.expectMessage('long ago');
  const other = await (await newTab(ann)).open('garden');
  await other.send('also mine');
  await other.expectAllSent();
  await expect(rooms.getByRole('link', { name: /^garden/ })).toBeVisible();
  await expect(rooms).not.toContainText('unread');
});

test('the mentions of all rooms are listed together, and each links to its message', async ({ newVisitor, server }) => {
  const ann = await (await newVisitor()).open('garden');
  await ann.send('here I am', 'Ann');
  await ann.expectAllSent();
  using writer = await ScriptedClient.join(server, 'tea', 'Ben');
  await writer.sendMany(200);
  await writer.send('@ann come over');
  await writer.sendMany(200);
  await ann.page.getByRole('complementary').getByRole('button', { name: 'Mentions' }).click();
  const inbox = ann.page.getByRole('dialog', { name: 'Mentions' });
  await expect(inbox).toContainText('Ben in tea');
  await inbox.getByRole('button', { name: /come over/ }).click();
  await expect(ann.page).toHaveURL(/\/r\/tea\/201$/);
  const row = ann.messageLog.locator('[data-seq="201"]');
  await expect(row).toBeInViewport();
  await expect(row).toHaveClass(/lit/);
  await expect(row.locator('.mention.me')).toHaveText('@ann');
});

test('messages read in one tab are read in the other', async ({ newVisitor, newTab, server }) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.send('I am Ann', 'Ann');
  await ann.expectAllSent();
  await ann.open('garden');
  const other = await (await newTab(ann)).open('garden');
  using writer = await ScriptedClient.join(server, 'tea', 'Ben');
  await writer.send('news');
  const unread = (visitor: typeof ann) =>
    visitor.page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /^tea/ });
  await expect(unread(ann)).toContainText('1 unread message');
  await expect(unread(other)).toContainText('1 unread message');
  await unread(other).click();
  await other.expectMessage('news');
  await expect(unread(ann)).not.toContainText('unread');
});
