import { expect, test, TestServer, ChatPage } from '../fixtures.ts';

test('RATE-2: a person who sends too fast sees a countdown, and everything arrives in order', async ({ page }) => {
  // Fifteen messages at once, and two a second.
  const server = await TestServer.start([], { HUBBUB_LIMITS: '0.4' });
  const visitor = await new ChatPage(page, server).open('tea');
  await visitor.send('first', 'Ann');
  const texts = Array.from({ length: 20 }, (_, n) => `message ${n + 1}`);
  for (const text of texts) await visitor.submit(text);
  await expect(page.getByText('You are sending faster than the server allows.')).toBeVisible();
  await expect(page.getByText(/Retrying in \d s\./)).toBeVisible();
  await visitor.expectAllSent();
  await expect(page.getByText('You are sending faster than the server allows.')).toBeHidden();
  expect(await visitor.messages()).toEqual(['first', ...texts]);
  await server.stop();
});
