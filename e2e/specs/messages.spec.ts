import { expect, test } from '../chat.ts';
import { Writer } from '../writer.ts';

test('the actions of a message that is taller than the window stay on the screen', async ({ somebody, chat }) => {
  using writer = await Writer.enters(chat, 'tea');
  await writer.says(Array.from({ length: 120 }, (_, line) => `line ${line}`).join('\n'));
  const ann = await (await somebody()).opens('tea');
  await expect(ann.conversation.getByText('line 119')).toBeVisible();
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

test('code has the whole width of its block, with and without a language', async ({ somebody, chat }) => {
  using writer = await Writer.enters(chat, 'tea');
  await writer.says('```ts\nconst answer = 42;\n```', `\`\`\`\n${'wide '.repeat(60)}\n\`\`\``);
  const ann = await (await somebody()).opens('tea');
  await expect(ann.page.locator('.code pre')).toHaveCount(2);
  const widths = await ann.page.evaluate(() =>
    [...document.querySelectorAll('.code')].map((block) => [
      block.clientWidth,
      block.querySelector('pre')!.offsetWidth,
    ]),
  );
  for (const [block, code] of widths) expect(code).toBe(block);
});

test('saving an emptied message offers to delete it', async ({ somebody }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.says('a mistake', 'Ann');
  await ann.isHeard();
  await ann.writing.press('ArrowUp');
  const edit = ann.page.getByRole('textbox', { name: 'Edit message' });
  await edit.fill('');
  await edit.press('Enter');
  const dialog = ann.page.getByRole('dialog', { name: 'Delete this message?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(edit).toBeFocused();
  await edit.press('Enter');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(ann.conversation.getByText('message deleted')).toBeVisible();
  await expect(edit).toHaveCount(0);
});

test('a permalink to a missing message marks nothing, and its address becomes that of the room', async ({
  somebody,
  chat,
}) => {
  using writer = await Writer.enters(chat, 'tea');
  await writer.says('the only one');
  const ann = await somebody();
  await ann.page.goto(`${chat.address}/r/tea/77`);
  await expect(ann.page.getByText('That message is not in this room.')).toBeVisible();
  await ann.sees('the only one');
  await expect(ann.page).toHaveURL(`${chat.address}/r/tea`);
  await expect(ann.conversation.locator('.lit')).toHaveCount(0);
});

test('going back to the newest messages leaves the permalink behind', async ({ somebody, chat }) => {
  using writer = await Writer.enters(chat, 'tea');
  const last = await writer.saysMany(600);
  const ann = await somebody();
  await ann.page.goto(`${chat.address}/r/tea/100`);
  await expect(ann.conversation.locator('[data-seq="100"]')).toBeFocused();
  await ann.page.getByRole('button', { name: 'Newest messages' }).click();
  await expect(ann.conversation.locator(`[data-seq="${last}"]`)).toBeInViewport();
  await expect(ann.page).toHaveURL(`${chat.address}/r/tea`);
});

test('shortcodes from a program are drawn as emoji, except in code', async ({ somebody, chat }) => {
  using writer = await Writer.enters(chat, 'tea', 'Build');
  await writer.says('Deployed :rocket: with `:tada:` in 10:30:45', ':tada:');
  const ann = await (await somebody()).opens('tea');
  await expect(ann.conversation.getByText('Deployed 🚀 with :tada: in 10:30:45')).toBeVisible();
  await expect(ann.conversation.locator('.text.large')).toHaveText('🎉');
});
