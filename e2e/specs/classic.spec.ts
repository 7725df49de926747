import { plainClient } from '../../apps/server/test/support/socket-client.ts';
import { expect, test } from '../chat.ts';

test("a plain client and a page receive each other's messages", async ({ somebody, chat }) => {
  const ann = await (await somebody()).opens('lobby');
  using classic = await plainClient(`ws://localhost:${chat.port}/ws`);
  await ann.says('Who is there?', 'Ann');
  expect(await classic.line()).toBe('Ann: Who is there?');
  classic.send('old friend', 'A terminal.');
  await ann.sees('A terminal.');
  await expect(ann.conversation.getByText('old friend', { exact: true }).first()).toBeVisible();
  await ann.says('two\nlines');
  expect(await classic.line((line) => line.startsWith('Ann: two'))).toBe('Ann: two lines');
});
