import { expect, test } from '../fixtures.ts';

test('messages of three rooms do not leak into each other', async ({ newVisitor }) => {
  const rooms = ['red', '任意房间', 'Ελληνικά'];
  const people = await Promise.all(rooms.map(async (room) => (await newVisitor()).open(room)));
  for (const [i, person] of people.entries()) await person.send(`only in ${rooms[i]}`, `Person ${i}`);
  for (const [i, person] of people.entries()) {
    await person.send('end');
    await expect.poll(() => person.messages()).toEqual([`only in ${rooms[i]}`, 'end']);
  }
});

test('opening a link creates a room, which is listed in the sidebar and can be switched to', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('lobby');
  const ben = await (await newVisitor()).open('garden');
  await ben.send('Come over!', 'Ben');
  const rooms = ann.page.getByRole('navigation', { name: 'Rooms' });
  await ann.page.reload();
  await rooms.getByRole('link', { name: /garden/ }).click();
  await ann.expectMessage('Come over!');
  await expect(ann.page).toHaveURL(/\/r\/garden$/);
  await expect(ann.page).toHaveTitle(/garden/);
  await ann.page.goBack();
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('lobby');
  await ann.page.goForward();
  await ann.expectMessage('Come over!');
});

test('any valid name opens a room', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('lobby');
  await ann.page.getByRole('textbox', { name: 'Open a room' }).fill('Große Räume 🎈');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('große räume 🎈');
  await ann.page.reload();
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('große räume 🎈');
});

test('a link with an invalid room name shows the reason and links to the lobby', async ({ newVisitor, server }) => {
  const ann = await newVisitor();
  const response = await ann.page.goto(`${server.url}/r/a%2Fb`);
  expect(response?.status()).toBe(404);
  await expect(ann.page.getByText('A room name cannot contain a slash.')).toBeVisible();
  await ann.page.getByRole('link', { name: 'Go to the lobby' }).click();
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('lobby');
});

test('a draft is kept in its room', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('lobby');
  await ann.composer.fill('half a thought');
  await ann.page.getByRole('textbox', { name: 'Open a room' }).fill('garden');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('garden');
  await expect(ann.composer).toHaveValue('');
  await ann.page.goBack();
  await expect(ann.composer).toHaveValue('half a thought');
});

test('ROOM-5: a room that looks like another can be read, and says why it does not send', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('garden');
  await ann.send('Come over!', 'Ann');
  const ben = await (await newVisitor()).open('gаrden');
  await ben.send('Is anybody here?', 'Ben');
  await expect(ben.page.getByRole('alert')).toContainText('looks like that of another room');
  await ben.open('garden');
  await ben.expectMessage('Come over!');
  await ben.send('Here you are.');
  await ann.expectMessage('Here you are.');
});
