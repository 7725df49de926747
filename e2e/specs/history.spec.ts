import { jsonClient } from '../../apps/server/test/support/socket-client.ts';
import { expect, test } from '../fixtures.ts';

test('older messages load above without moving the visible ones', async ({ newVisitor, server }) => {
  using writer = await jsonClient(`ws://localhost:${server.port}/ws`);
  await writer.enter('tea', 'Writer');
  writer.command(
    ...Array.from({ length: 300 }, (_, i) => ({ type: 'send', room: 'tea', cid: `${i}`, text: `message ${i + 1}` })),
  );
  await writer.next('ack', ({ seq }) => seq === 300);
  const ann = await (await newVisitor()).open('tea');
  await ann.expectMessage('message 300');
  await expect(ann.messageLog.getByText('message 300', { exact: true })).toBeInViewport();
  await ann.messageLog.hover();
  for (let first = 300; first > 1;) {
    await ann.page.mouse.wheel(0, -4_000);
    await expect
      .poll(async () => Number((await ann.messages())[0]?.split(' ')[1]), { message: `older than ${first}` })
      .toBeLessThan(Math.max(2, first));
    first = Number((await ann.messages())[0]?.split(' ')[1]);
  }
  expect(await ann.messages()).toEqual(Array.from({ length: 300 }, (_, i) => `message ${i + 1}`));

  // Away from the bottom, a new message does not scroll the list, and a button jumps to it.
  const anchor = ann.messageLog.getByText('message 100', { exact: true });
  await anchor.scrollIntoViewIfNeeded();
  const before = await anchor.boundingBox();
  writer.command({ type: 'send', room: 'tea', cid: 'new', text: 'something new' });
  await expect(ann.page.getByRole('button', { name: /1 new/ })).toBeVisible();
  const after = await anchor.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? -100))).toBeLessThanOrEqual(2);
  await ann.page.getByRole('button', { name: /1 new/ }).click();
  await expect(ann.messageLog.getByText('something new', { exact: true })).toBeInViewport();
});
