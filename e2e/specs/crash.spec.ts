import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';

test('every page ends with the same complete conversation although the server is killed repeatedly while people send', async ({
  newVisitor,
  server,
}) => {
  const people = await Promise.all(['Ann', 'Ben', '张三'].map(async () => (await newVisitor()).open('tea')));
  for (const [i, person] of people.entries()) await person.send(`hello from ${i}`, ['Ann', 'Ben', '张三'][i] ?? '');
  const sent: string[][] = people.map((_, i) => [`hello from ${i}`]);
  const rounds = 12;
  const typing = people.map(async (person, i) => {
    for (let n = 0; n < rounds; n++) {
      const text = `${i}: message ${n}`;
      await person.composer.pressSequentially(text, { delay: 8 });
      await person.composer.press('Enter');
      sent[i]?.push(text);
    }
  });
  for (let kills = 0; kills < 3; kills++) {
    // On another page, so the server has received it.
    await people[1]?.expectMessage(`0: message ${kills * 3}`);
    await server.kill();
    await server.restart();
  }
  await Promise.all(typing);
  const total = sent.flat().length;
  for (const person of people) {
    await expect(person.messageLog.getByRole('article')).toHaveCount(total, { timeout: 40_000 });
    await expect(person.messageLog.getByText('sending…')).toHaveCount(0);
  }
  const [first, ...others] = await Promise.all(people.map((person) => person.messages()));
  for (const other of others) expect(other).toEqual(first);
  for (const own of sent) expect(first?.filter((text) => own.includes(text))).toEqual(own);
  const late = await (await newVisitor()).open('tea');
  await expect.poll(() => late.messages()).toEqual(first);
});

test('the banner shows when the server is unreachable and when it is back', async ({ newVisitor, server }) => {
  const ann = await (await newVisitor()).open('tea');
  await ann.send('before', 'Ann');
  await ann.expectMessage('before');
  await ann.expectAllSent();
  await server.kill();
  await expect(ann.page.getByText(/^Offline since/)).toBeVisible();
  await ann.send('meanwhile');
  await expect(ann.messageLog.getByText('sending…')).toBeVisible();
  await server.restart();
  await expect(ann.page.getByText('Reconnected.')).toBeVisible({ timeout: 40_000 });
  await expect(ann.messageLog.getByText('sending…')).toHaveCount(0);
  await expect(ann.page.getByText(/^Offline since/)).toHaveCount(0);
});

test('J-6: after an old copy of the database is put back, the page shows what was lost as not sent, and can send it again', async ({
  newVisitor,
  server,
}) => {
  const copy = mkdtempSync(join(tmpdir(), 'hubbub-copy-'));
  const ann = await (await newVisitor()).open('tea');
  await ann.send('kept', 'Ann');
  await ann.expectAllSent();
  await server.kill();
  cpSync(server.data, copy, { recursive: true });
  await server.restart();
  await ann.send('lost');
  await ann.expectAllSent();

  await server.kill();
  rmSync(server.data, { recursive: true });
  cpSync(copy, server.data, { recursive: true });
  rmSync(copy, { recursive: true });
  await server.restart();
  const lost = ann.messageLog.getByRole('article').filter({ hasText: 'lost' });
  await expect(lost).toContainText('Not sent.', { timeout: 40_000 });
  const ben = await (await newVisitor()).open('tea');
  await expect.poll(() => ben.messages()).toEqual(['kept']);
  await lost.getByRole('button', { name: 'Retry' }).click();
  await ben.expectMessage('lost');
  await ann.expectAllSent();
  await expect.poll(() => ann.messages()).toEqual(['kept', 'lost']);
});
