import { expect, test } from '../chat.ts';

test('the server is killed with -9 again and again while people type: every page ends with the same whole conversation', async ({
  somebody,
  chat,
}) => {
  const people = await Promise.all(['Ann', 'Ben', '张三'].map(async () => (await somebody()).opens('tea')));
  for (const [i, person] of people.entries()) await person.says(`hello from ${i}`, ['Ann', 'Ben', '张三'][i] ?? '');
  const said: string[][] = people.map((_, i) => [`hello from ${i}`]);
  const rounds = 12;
  const typing = people.map(async (person, i) => {
    for (let n = 0; n < rounds; n++) {
      const text = `${i}: message ${n}`;
      await person.writing.pressSequentially(text, { delay: 8 });
      await person.writing.press('Enter');
      said[i]?.push(text);
    }
  });
  for (let kills = 0; kills < 3; kills++) {
    // In another page, so that it has been to the server and back.
    await people[1]?.sees(`0: message ${kills * 3}`);
    await chat.kill();
    await chat.startAgain();
  }
  await Promise.all(typing);
  const total = said.flat().length;
  for (const person of people) {
    await expect(person.conversation.getByRole('article')).toHaveCount(total, { timeout: 40_000 });
    await expect(person.conversation.getByText('sending…')).toHaveCount(0);
  }
  const [first, ...others] = await Promise.all(people.map((person) => person.transcript()));
  for (const other of others) expect(other).toEqual(first);
  for (const mine of said) expect(first?.filter((text) => mine.includes(text))).toEqual(mine);
  const late = await (await somebody()).opens('tea');
  await expect.poll(() => late.transcript()).toEqual(first);
});

test('the banner is honest: it says when the server is away, and when it is back', async ({ somebody, chat }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.says('before', 'Ann');
  await ann.sees('before');
  await ann.isHeard();
  await chat.kill();
  await expect(ann.page.getByText(/^Offline since/)).toBeVisible();
  await ann.says('meanwhile');
  await expect(ann.conversation.getByText('sending…')).toBeVisible();
  await chat.startAgain();
  await expect(ann.page.getByText('Reconnected.')).toBeVisible({ timeout: 40_000 });
  await expect(ann.conversation.getByText('sending…')).toHaveCount(0);
  await expect(ann.page.getByText(/^Offline since/)).toHaveCount(0);
});
