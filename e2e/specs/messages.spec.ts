import { expect, test } from '../fixtures.ts';
import { ScriptedClient } from '../scripted-client.ts';

test('the actions of a message that is taller than the window stay visible', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.send(Array.from({ length: 120 }, (_, line) => `line ${line}`).join('\n'));
  const ann = await (await newVisitor()).open('tea');
  await expect(ann.messageLog.getByText('line 119')).toBeVisible();
  const { page } = ann;
  const actions = page.getByRole('group', { name: 'Message actions' });
  for (const scrollTop of [100_000, 600, 0]) {
    await page.locator('.log').evaluate((log, top) => log.scrollTo(0, top), scrollTop);
    await page.mouse.move(500 + scrollTop / 10_000, 400);
    await expect(actions.getByRole('button', { name: 'Reply' })).toBeInViewport({ ratio: 1 });
  }
  await actions.getByRole('button', { name: 'Reply' }).click();
  await expect(page.getByText('Replying to Writer')).toBeVisible();
});

test('code fills the width of its block, with and without a language', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.send('```ts\nconst answer = 42;\n```', `\`\`\`\n${'wide '.repeat(60)}\n\`\`\``);
  const ann = await (await newVisitor()).open('tea');
  await expect(ann.page.locator('.code pre')).toHaveCount(2);
  const widths = await ann.page.evaluate(() =>
    [...document.querySelectorAll('.code')].map((block) => [
      block.clientWidth,
      block.querySelector('pre')!.offsetWidth,
    ]),
  );
  for (const [block, code] of widths) expect(code).toBe(block);
});

test('saving an emptied message offers to delete it', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.send('a mistake', 'Ann');
  await ann.expectAllSent();
  await ann.composer.press('ArrowUp');
  const edit = ann.page.getByRole('textbox', { name: 'Edit message' });
  await edit.fill('');
  await edit.press('Enter');
  const dialog = ann.page.getByRole('dialog', { name: 'Delete this message?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(edit).toBeFocused();
  await edit.press('Enter');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(ann.messageLog.getByText('message deleted')).toBeVisible();
  await expect(edit).toHaveCount(0);
});

test('a permalink to a missing message highlights nothing, and the address becomes that of the room', async ({
  newVisitor,
  server,
}) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.send('the only one');
  const ann = await newVisitor();
  await ann.page.goto(`${server.url}/r/tea/77`);
  await expect(ann.page.getByText('That message is not in this room.')).toBeVisible();
  await ann.expectMessage('the only one');
  await expect(ann.page).toHaveURL(`${server.url}/r/tea`);
  await expect(ann.messageLog.locator('.lit')).toHaveCount(0);
});

test('returning to the newest messages removes the permalink from the address', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea');
  const last = await writer.sendMany(600);
  const ann = await newVisitor();
  await ann.page.goto(`${server.url}/r/tea/100`);
  await expect(ann.messageLog.locator('[data-seq="100"]')).toBeFocused();
  await ann.page.getByRole('button', { name: 'Newest messages' }).click();
  await expect(ann.messageLog.locator(`[data-seq="${last}"]`)).toBeInViewport();
  await expect(ann.page).toHaveURL(`${server.url}/r/tea`);
});

test('shortcodes sent by a program are rendered as emoji, except in code', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea', 'Build');
  await writer.send('Deployed :rocket: with `:tada:` in 10:30:45', ':tada:');
  const ann = await (await newVisitor()).open('tea');
  await expect(ann.messageLog.getByText('Deployed 🚀 with :tada: in 10:30:45')).toBeVisible();
  await expect(ann.messageLog.locator('.text.large')).toHaveText('🎉');
});
