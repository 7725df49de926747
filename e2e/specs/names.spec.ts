import { expect, test } from '../fixtures.ts';

test('a taken, confusable or invalid name is refused with a reason, and the message is sent after another name is given', async ({
  newVisitor,
}) => {
  const alice = await (await newVisitor()).open('tea');
  await alice.send('hello', 'Alice');
  await alice.expectMessage('hello');

  const ben = await (await newVisitor()).open('tea');
  await ben.submit('me too');
  await ben.enterName('ALICE');
  await expect(ben.page.getByRole('alert')).toHaveText(/This name is already taken/);
  await expect(ben.page.getByLabel('What is your name?')).toBeFocused();
  await ben.enterName('AIice');
  await expect(ben.page.getByRole('alert')).toHaveText(/looks too much like a name that is taken/);
  await ben.enterName('x'.repeat(40));
  await expect(ben.page.getByRole('alert')).toHaveText(/name is too long/);
  expect(await alice.messages()).toEqual(['hello']);
  await ben.enterName('本');
  await alice.expectMessage('me too');
  await expect(alice.messageLog.getByText('本', { exact: true }).first()).toBeVisible();
});

test('the browser keeps the name after a reload, in another tab, and after the server was killed', async ({
  newVisitor,
  newTab,
  server,
}) => {
  const ann = await (await newVisitor()).open('tea');
  const tab = await (await newTab(ann)).open('tea');
  await ann.send('one', 'Ann');
  await tab.expectMessage('one');
  await tab.send('two');
  await ann.expectMessage('two');
  await ann.page.reload();
  await ann.send('three');
  await tab.expectMessage('three');
  await server.kill();
  await server.restart();
  await ann.send('four');
  await tab.expectMessage('four');
  await expect(tab.page.getByRole('button', { name: '1 person here' })).toBeVisible();
});
