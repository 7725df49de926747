import { expect, test } from '../fixtures.ts';
import { MessageList } from '../message-list.ts';
import { ScriptedClient } from '../scripted-client.ts';

/** The distance that a visible message may move. */
const MAX_SHIFT_PX = 2;

test('scrolling a thousand messages up and down keeps at most 400 rows and never jumps', async ({
  newVisitor,
  server,
}) => {
  test.setTimeout(120_000);
  using writer = await ScriptedClient.join(server, 'tea');
  const last = await writer.sendMany(1_100);
  const ann = await (await newVisitor()).open('tea');
  await ann.expectMessage(`message ${last}`);
  const list = new MessageList(ann.page);

  for (const [edge, end] of [
    ['top', 1],
    ['bottom', last],
  ] as const) {
    for (let steps = 0; ; steps++) {
      expect(steps, `on the way to the ${edge}`).toBeLessThan(60);
      const { seq, top } = await list.scrollTo(edge);
      await list.settle();
      const ends = await list.seqRange();
      expect(await list.rowCount()).toBeLessThanOrEqual(400);
      if (edge === 'top' ? ends[0] === end : ends[1] === end && steps > 0) break;
      expect(Math.abs((await list.topOf(seq)) - top), `message ${seq}`).toBeLessThanOrEqual(MAX_SHIFT_PX);
    }
  }
  await list.scrollTo('bottom');
  await expect(ann.page.getByRole('button', { name: 'Newest messages' })).toHaveCount(0);
});

test('a permalink centres and highlights its message, and late content does not move it', async ({
  newVisitor,
  server,
}) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.sendMany(2_000);
  const ann = await newVisitor();
  await ann.page.goto(`${server.url}/r/tea/1000`);
  const list = new MessageList(ann.page);
  const target = ann.messageLog.locator('[data-seq="1000"]');
  await expect(target).toBeVisible();
  await expect(target).toHaveClass(/lit/);
  await list.settle();
  expect(Math.abs(await list.distanceFromCentre(1_000))).toBeLessThanOrEqual(MAX_SHIFT_PX);
  await expect(target).toBeFocused();
  const top = await list.topOf(1_000);
  const expectUnmoved = async (cause: string) =>
    expect(Math.abs((await list.topOf(1_000)) - top), cause).toBeLessThanOrEqual(MAX_SHIFT_PX);

  // None of these moves it: live messages, an edit above, late content above, a narrower window.
  await writer.send('something new', 'and more');
  await list.settle();
  await expectUnmoved('new messages');
  await writer.run({ type: 'edit', target: 995, text: 'one\ntwo\nthree\nfour' });
  await expect(ann.messageLog.getByText('four')).toBeVisible();
  await list.settle();
  await expectUnmoved('an edit');
  await ann.page.evaluate(() => {
    const late = document.createElement('div');
    late.style.height = '137px';
    document.querySelector('.log [data-seq="996"] .body')!.append(late);
  });
  await list.settle();
  await expectUnmoved('a late picture');
  await ann.page.setViewportSize({ width: 1_000, height: 800 });
  await list.settle();
  await expectUnmoved('a narrower window');

  await expect(ann.page.getByRole('button', { name: '2 new' })).toBeVisible();
  await ann.page.getByRole('button', { name: '2 new' }).click();
  await expect(ann.messageLog.getByText('and more', { exact: true })).toBeInViewport();
});

test('reading from a past message down to the newest has no gap and no jump', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea');
  const last = await writer.sendMany(900);
  const ann = await newVisitor();
  await ann.page.goto(`${server.url}/r/tea/300`);
  const list = new MessageList(ann.page);
  // Scrolling starts after the requested message is centred.
  await expect(ann.messageLog.locator('[data-seq="300"]')).toBeFocused();
  await list.settle();
  const shownSeqs = new Set<number>();
  for (let steps = 0; (await list.seqRange())[1] < last; steps++) {
    expect(steps).toBeLessThan(40);
    const { seq, top } = await list.scrollTo('bottom');
    await list.settle();
    const shown = await ann.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.log [data-seq]')].map(({ dataset }) => Number(dataset['seq'])),
    );
    for (const [index, each] of shown.entries()) if (index > 0) expect(each).toBe(shown[index - 1]! + 1);
    for (const each of shown) shownSeqs.add(each);
    if (shown.at(-1) !== last) expect(Math.abs((await list.topOf(seq)) - top)).toBeLessThanOrEqual(MAX_SHIFT_PX);
  }
  await list.scrollTo('bottom');
  await writer.send('live again');
  await expect(ann.messageLog.getByText('live again', { exact: true })).toBeInViewport();
  for (let seq = 301; seq <= last; seq++) expect(shownSeqs.has(seq), `message ${seq}`).toBe(true);
});

test('a reply links to its original message, and Back returns to the reply', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.sendMany(600);
  await writer.send({ text: 'I answer', reply: 42 });
  const ann = await (await newVisitor()).open('tea');
  const answer = ann.messageLog.getByRole('article').filter({ hasText: 'I answer' });
  await expect(answer.getByText('message 42')).toBeVisible();
  await answer.getByRole('button', { name: 'message 42' }).click();
  const list = new MessageList(ann.page);
  await expect(ann.messageLog.locator('[data-seq="42"]')).toHaveClass(/lit/);
  await list.settle();
  expect(Math.abs(await list.distanceFromCentre(42))).toBeLessThanOrEqual(MAX_SHIFT_PX);
  await ann.page.getByRole('button', { name: 'Newest messages' }).click();
  await expect(ann.messageLog.getByText('I answer')).toBeInViewport();
});

test('the calendar jumps to a day', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.sendMany(300);
  const ann = await (await newVisitor()).open('tea');
  await ann.expectMessage('message 300');
  await ann.page.getByRole('button', { name: 'Jump to date' }).click();
  await ann.page.getByRole('dialog').getByLabel('Date', { exact: true }).press('Enter');
  await expect(ann.messageLog.locator('[data-seq="1"]')).toBeInViewport();
  await expect(ann.messageLog.locator('[data-seq="1"]')).toHaveClass(/lit/);
});

test('a link to a missing message shows a notice and the nearest messages', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.send('the only one');
  const ann = await newVisitor();
  await ann.page.goto(`${server.url}/r/tea/77`);
  await expect(ann.page.getByText('That message is not in this room.')).toBeVisible();
  await ann.expectMessage('the only one');
});

test('messages since the last visit are below a divider', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.sendMany(30);
  const ann = await (await newVisitor()).open('tea');
  await ann.expectMessage('message 30');
  await ann.page.goto(`${server.url}/r/garden`);
  await writer.send('while you were away');
  await ann.open('tea');
  await expect(ann.messageLog.getByText('New since your last visit')).toBeVisible();
  const below = ann.messageLog.locator('.separator.new + article');
  await expect(below).toContainText('while you were away');
});

test('a message that cannot be rendered becomes a placeholder, and the others are shown', async ({
  newVisitor,
  server,
}) => {
  using writer = await ScriptedClient.join(server, 'tea');
  await writer.send('before', 'the one that fails', 'after');
  const ann = await newVisitor();
  // A message of a newer server, which this page cannot render.
  await ann.page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      socket.send(String(frame).replace('"text":"the one that fails"', '"text":{"not":"words"}'));
    });
  });
  await ann.open('tea');
  await ann.expectMessage('before');
  await ann.expectMessage('after');
  await expect(ann.messageLog.getByText('This message cannot be shown.')).toHaveCount(1);
});

for (const [device, viewport, minCount] of [
  ['laptop', { width: 1440, height: 900 }, 20],
  ['phone', { width: 390, height: 844 }, 10],
] as const) {
  test(`a ${device} shows at least ${minCount} messages of alternating authors`, async ({ newVisitor, server }) => {
    using ben = await ScriptedClient.join(server, 'tea', 'Ben');
    using chi = await ScriptedClient.join(server, 'tea', 'Chi');
    for (let n = 0; n < 15; n++) {
      await ben.send(`Shall we meet at the usual place, ${n}?`);
      await chi.send(`Yes, in an hour, ${n}.`);
    }
    const ann = await (await newVisitor({ viewport })).open('tea');
    await ann.expectMessage('Yes, in an hour, 14.');
    const shown = await ann.page.evaluate(() => {
      const log = document.querySelector('.log')!.getBoundingClientRect();
      return [...document.querySelectorAll('.log article')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= log.top && bottom <= log.bottom;
      }).length;
    });
    expect(shown).toBeGreaterThanOrEqual(minCount);
  });
}

test('a tap shows the actions of a message, and another tap hides them', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'tea', 'Ben');
  await writer.send('touch me', 'or me');
  const ann = await (
    await newVisitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  ).open('tea');
  const row = ann.messageLog.getByRole('article').filter({ hasText: 'touch me' });
  const actions = ann.page.getByRole('group', { name: 'Message actions' });
  await row.getByText('touch me').tap();
  await expect(actions).toHaveCount(1);
  await expect(row.getByRole('button', { name: 'Reply' })).toBeVisible();
  await ann.messageLog.getByText('or me').tap();
  await expect(actions).toHaveCount(1);
  await expect(row.getByRole('button', { name: 'Reply' })).toHaveCount(0);
  await ann.messageLog.getByText('or me').tap();
  await expect(actions).toHaveCount(0);
});
