import { expect, test } from '../chat.ts';

test('messages of three rooms do not leak into each other', async ({ somebody }) => {
  const rooms = ['red', '任意房间', 'Ελληνικά'];
  const people = await Promise.all(rooms.map(async (room) => (await somebody()).opens(room)));
  for (const [i, person] of people.entries()) await person.says(`only in ${rooms[i]}`, `Person ${i}`);
  for (const [i, person] of people.entries()) {
    await person.says('end');
    await expect.poll(() => person.transcript()).toEqual([`only in ${rooms[i]}`, 'end']);
  }
});

test('a link creates a room, which is listed with its people and can be switched to and from', async ({ somebody }) => {
  const ann = await (await somebody()).opens('lobby');
  const ben = await (await somebody()).opens('garden');
  await ben.says('Come over!', 'Ben');
  const rooms = ann.page.getByRole('navigation', { name: 'Rooms' });
  await ann.page.reload();
  await rooms.getByRole('link', { name: /garden/ }).click();
  await ann.sees('Come over!');
  await expect(ann.page).toHaveURL(/\/r\/garden$/);
  await expect(ann.page).toHaveTitle(/garden/);
  await ann.page.goBack();
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('lobby');
  await ann.page.goForward();
  await ann.sees('Come over!');
});

test('any valid name opens a room', async ({ somebody }) => {
  const ann = await (await somebody()).opens('lobby');
  await ann.page.getByRole('textbox', { name: 'Open a room' }).fill('Große Räume 🎈');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('große räume 🎈');
  await ann.page.reload();
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('große räume 🎈');
});

test('a link with an invalid room name shows the reason and links to the lobby', async ({ somebody, chat }) => {
  const ann = await somebody();
  const answer = await ann.page.goto(`${chat.address}/r/a%2Fb`);
  expect(answer?.status()).toBe(404);
  await expect(ann.page.getByText('A room name cannot contain a slash.')).toBeVisible();
  await ann.page.getByRole('link', { name: 'Go to the lobby' }).click();
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('lobby');
});

test('a draft is kept in its room', async ({ somebody }) => {
  const ann = await (await somebody()).opens('lobby');
  await ann.writing.fill('half a thought');
  await ann.page.getByRole('textbox', { name: 'Open a room' }).fill('garden');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page.getByRole('heading', { level: 1 })).toHaveText('garden');
  await expect(ann.writing).toHaveValue('');
  await ann.page.goBack();
  await expect(ann.writing).toHaveValue('half a thought');
});
