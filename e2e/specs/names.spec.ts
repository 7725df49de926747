import { expect, test } from '../chat.ts';

test('a name that is taken, looks like one or cannot be one is refused in words; the message waits and then goes out', async ({
  somebody,
}) => {
  const alice = await (await somebody()).opens('tea');
  await alice.says('hello', 'Alice');
  await alice.sees('hello');

  const ben = await (await somebody()).opens('tea');
  await ben.types('me too');
  await ben.answers('ALICE');
  await expect(ben.page.getByRole('alert')).toHaveText(/This name is already taken/);
  await expect(ben.page.getByLabel('What is your name?')).toBeFocused();
  await ben.answers('AIice');
  await expect(ben.page.getByRole('alert')).toHaveText(/looks too much like a name that is taken/);
  await ben.answers('x'.repeat(40));
  await expect(ben.page.getByRole('alert')).toHaveText(/name is too long/);
  expect(await alice.transcript()).toEqual(['hello']);
  await ben.answers('本');
  await alice.sees('me too');
  await expect(alice.conversation.getByText('本', { exact: true }).first()).toBeVisible();
});

test('the browser keeps the name: after a reload, in another tab, and after the server was killed', async ({
  somebody,
  anotherTab,
  chat,
}) => {
  const ann = await (await somebody()).opens('tea');
  const tab = await (await anotherTab(ann)).opens('tea');
  await ann.says('one', 'Ann');
  await tab.sees('one');
  await tab.says('two');
  await ann.sees('two');
  await ann.page.reload();
  await ann.says('three');
  await tab.sees('three');
  await chat.kill();
  await chat.startAgain();
  await ann.says('four');
  await tab.sees('four');
  await expect(tab.page.getByRole('button', { name: '1 person here' })).toBeVisible();
});
