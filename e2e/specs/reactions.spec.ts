import { expect, test } from '../fixtures.ts';
import { ScriptedClient } from '../scripted-client.ts';

const names = ['Ben', 'Cy', 'Dee', 'Eve', 'Fay', 'Gus', 'Hal'];

test('REACT-3: many reactions are counted; the names appear when somebody points at them, and one’s own stays pressed', async ({
  newVisitor,
  server,
}) => {
  const visitor = await newVisitor();
  const requests: string[] = [];
  visitor.page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) =>
      requests.push(...(String(payload).match(/"type":"(my_)?reactions"/g) ?? [])),
    );
  });
  const ann = await visitor.open('tea');
  await ann.send('tea?', 'Ann');
  await ann.expectAllSent();
  for (const name of names) {
    using person = await ScriptedClient.join(server, 'tea', name);
    await person.run({ type: 'react', target: 1, emoji: '👍' });
  }
  const reaction = ann.messageLog.getByRole('button', { name: /reacted with 👍/ });
  const count = reaction.locator('.count');
  await expect(count).toHaveText('7');
  await expect(reaction).toHaveAttribute('aria-pressed', 'false');
  await expect(reaction).toHaveAttribute('title', 'Ben, Cy, Dee, Eve, Fay, and 2 others');
  await reaction.hover();
  await expect(reaction).toHaveAttribute('title', 'Ben, Cy, Dee, Eve, Fay, Gus, and Hal');
  await ann.composer.hover();
  await reaction.hover();
  expect(requests).toEqual(['"type":"my_reactions"', '"type":"reactions"']);

  await reaction.click();
  await expect(count).toHaveText('8');
  await ann.expectAllSent();
  await ann.page.reload();
  // The message lists five other people, so the page asks for this person's own reactions.
  await expect(reaction).toHaveAttribute('aria-pressed', 'true');
  expect(requests.filter((type) => type.includes('my'))).toHaveLength(2);
  await reaction.click();
  await expect(reaction).toHaveAttribute('aria-pressed', 'false');
  await expect(count).toHaveText('7');
});
