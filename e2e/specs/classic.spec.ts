import { plainClient } from '../../apps/server/test/support/socket-client.ts';
import { expect, test } from '../fixtures.ts';

test("a plain client and a page receive each other's messages", async ({ newVisitor, server }) => {
  const ann = await (await newVisitor()).open('lobby');
  using classic = await plainClient(`ws://localhost:${server.port}/ws`);
  await ann.send('Who is there?', 'Ann');
  expect(await classic.line()).toBe('Ann: Who is there?');
  classic.send('old friend', 'A terminal.');
  await ann.expectMessage('A terminal.');
  await expect(ann.messageLog.getByText('old friend', { exact: true }).first()).toBeVisible();
  await ann.send('two\nlines');
  expect(await classic.line((line) => line.startsWith('Ann: two'))).toBe('Ann: two lines');
});
