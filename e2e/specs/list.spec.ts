import { expect, test } from '../chat.ts';
import { List } from '../list.ts';
import { Writer } from '../writer.ts';

/** Pixels by which nothing that one reads may move. */
const STILL = 2;

test('a thousand messages up and a thousand down: never more than 400 rows, never a jump', async ({
  somebody,
  chat,
}) => {
  test.setTimeout(120_000);
  using writer = await Writer.enters(chat, 'tea');
  const last = await writer.saysMany(1_100);
  const ann = await (await somebody()).opens('tea');
  await ann.sees(`message ${last}`);
  const list = new List(ann.page);

  for (const [way, end] of [
    ['top', 1],
    ['bottom', last],
  ] as const) {
    for (let steps = 0; ; steps++) {
      expect(steps, `on the way to the ${way}`).toBeLessThan(60);
      const { seq, top } = await list.scrollTo(way);
      await list.rests();
      const ends = await list.ends();
      expect(await list.rows()).toBeLessThanOrEqual(400);
      if (way === 'top' ? ends[0] === end : ends[1] === end && steps > 0) break;
      expect(Math.abs((await list.top(seq)) - top), `message ${seq}`).toBeLessThanOrEqual(STILL);
    }
  }
  await list.scrollTo('bottom');
  await expect(ann.page.getByRole('button', { name: 'Newest messages' })).toHaveCount(0);
});

test('a permalink centres its message, lights it, and keeps it there whatever comes in late', async ({
  somebody,
  chat,
}) => {
  using writer = await Writer.enters(chat, 'tea');
  await writer.saysMany(2_000);
  const ann = await somebody();
  await ann.page.goto(`${chat.address}/r/tea/1000`);
  const list = new List(ann.page);
  const target = ann.conversation.locator('[data-seq="1000"]');
  await expect(target).toBeVisible();
  await expect(target).toHaveClass(/lit/);
  await list.rests();
  expect(Math.abs(await list.fromMiddle(1_000))).toBeLessThanOrEqual(STILL);
  await expect(target).toBeFocused();
  const top = await list.top(1_000);
  const still = async (what: string) =>
    expect(Math.abs((await list.top(1_000)) - top), what).toBeLessThanOrEqual(STILL);

  // Live messages, an edit above, a picture that comes late above it on the screen, a narrower window.
  await writer.says('something new', 'and more');
  await list.rests();
  await still('new messages');
  await writer.does({ type: 'edit', target: 995, text: 'one\ntwo\nthree\nfour' });
  await expect(ann.conversation.getByText('four')).toBeVisible();
  await list.rests();
  await still('an edit');
  await ann.page.evaluate(() => {
    const late = document.createElement('div');
    late.style.height = '137px';
    document.querySelector('.log [data-seq="996"] .body')!.append(late);
  });
  await list.rests();
  await still('a late picture');
  await ann.page.setViewportSize({ width: 1_000, height: 800 });
  await list.rests();
  await still('a narrower window');

  await expect(ann.page.getByRole('button', { name: '2 new' })).toBeVisible();
  await ann.page.getByRole('button', { name: '2 new' }).click();
  await expect(ann.conversation.getByText('and more', { exact: true })).toBeInViewport();
});

test('from a place in the past one reads down to the newest, without a hole and without a jump', async ({
  somebody,
  chat,
}) => {
  using writer = await Writer.enters(chat, 'tea');
  const last = await writer.saysMany(900);
  const ann = await somebody();
  await ann.page.goto(`${chat.address}/r/tea/300`);
  const list = new List(ann.page);
  // Nobody scrolls before what was asked for is in the middle.
  await expect(ann.conversation.locator('[data-seq="300"]')).toBeFocused();
  await list.rests();
  const seen = new Set<number>();
  for (let steps = 0; (await list.ends())[1] < last; steps++) {
    expect(steps).toBeLessThan(40);
    const { seq, top } = await list.scrollTo('bottom');
    await list.rests();
    const shown = await ann.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.log [data-seq]')].map(({ dataset }) => Number(dataset['seq'])),
    );
    for (const [index, each] of shown.entries()) if (index > 0) expect(each).toBe(shown[index - 1]! + 1);
    for (const each of shown) seen.add(each);
    if (shown.at(-1) !== last) expect(Math.abs((await list.top(seq)) - top)).toBeLessThanOrEqual(STILL);
  }
  await list.scrollTo('bottom');
  await writer.says('live again');
  await expect(ann.conversation.getByText('live again', { exact: true })).toBeInViewport();
  for (let seq = 301; seq <= last; seq++) expect(seen.has(seq), `message ${seq}`).toBe(true);
});

test('a reply leads to what it answers, and back leads back', async ({ somebody, chat }) => {
  using writer = await Writer.enters(chat, 'tea');
  await writer.saysMany(600);
  await writer.says({ text: 'I answer', reply: 42 });
  const ann = await (await somebody()).opens('tea');
  const answer = ann.conversation.getByRole('article').filter({ hasText: 'I answer' });
  await expect(answer.getByText('message 42')).toBeVisible();
  await answer.getByRole('button', { name: 'message 42' }).click();
  const list = new List(ann.page);
  await expect(ann.conversation.locator('[data-seq="42"]')).toHaveClass(/lit/);
  await list.rests();
  expect(Math.abs(await list.fromMiddle(42))).toBeLessThanOrEqual(STILL);
  await ann.page.getByRole('button', { name: 'Newest messages' }).click();
  await expect(ann.conversation.getByText('I answer')).toBeInViewport();
});

test('the calendar leads to a day', async ({ somebody, chat }) => {
  using writer = await Writer.enters(chat, 'tea');
  await writer.saysMany(300);
  const ann = await (await somebody()).opens('tea');
  await ann.sees('message 300');
  await ann.page.getByRole('button', { name: 'Jump to date' }).click();
  await ann.page.getByRole('dialog').getByLabel('Date', { exact: true }).press('Enter');
  await expect(ann.conversation.locator('[data-seq="1"]')).toBeInViewport();
  await expect(ann.conversation.locator('[data-seq="1"]')).toHaveClass(/lit/);
});

test('a link to a message that is not there says so, and shows what is near', async ({ somebody, chat }) => {
  using writer = await Writer.enters(chat, 'tea');
  await writer.says('the only one');
  const ann = await somebody();
  await ann.page.goto(`${chat.address}/r/tea/77`);
  await expect(ann.page.getByText('That message is not in this room.')).toBeVisible();
  await ann.sees('the only one');
});

test('what is new since the last visit stands below a line', async ({ somebody, chat }) => {
  using writer = await Writer.enters(chat, 'tea');
  await writer.saysMany(30);
  const ann = await (await somebody()).opens('tea');
  await ann.sees('message 30');
  await ann.page.goto(`${chat.address}/r/garden`);
  await writer.says('while you were away');
  await ann.opens('tea');
  await expect(ann.conversation.getByText('New since your last visit')).toBeVisible();
  const below = ann.conversation.locator('.separator.new + article');
  await expect(below).toContainText('while you were away');
});

test('a message that cannot be drawn is one placeholder, and the others are there', async ({ somebody, chat }) => {
  using writer = await Writer.enters(chat, 'tea');
  await writer.says('before', 'the one that fails', 'after');
  const ann = await somebody();
  // A message of a newer server, which this page cannot draw.
  await ann.page.routeWebSocket(/\/ws$/, (line) => {
    const server = line.connectToServer();
    server.onMessage((frame) => {
      line.send(String(frame).replace('"text":"the one that fails"', '"text":{"not":"words"}'));
    });
  });
  await ann.opens('tea');
  await ann.sees('before');
  await ann.sees('after');
  await expect(ann.conversation.getByText('This message cannot be shown.')).toHaveCount(1);
});

for (const [device, viewport, most] of [
  ['laptop', { width: 1440, height: 900 }, 20],
  ['phone', { width: 390, height: 844 }, 10],
] as const) {
  test(`a ${device} shows ${most} messages of people who take turns`, async ({ somebody, chat }) => {
    using ben = await Writer.enters(chat, 'tea', 'Ben');
    using chi = await Writer.enters(chat, 'tea', 'Chi');
    for (let n = 0; n < 15; n++) {
      await ben.says(`Shall we meet at the usual place, ${n}?`);
      await chi.says(`Yes, in an hour, ${n}.`);
    }
    const ann = await (await somebody({ viewport })).opens('tea');
    await ann.sees('Yes, in an hour, 14.');
    const shown = await ann.page.evaluate(() => {
      const log = document.querySelector('.log')!.getBoundingClientRect();
      return [...document.querySelectorAll('.log article')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return top >= log.top && bottom <= log.bottom;
      }).length;
    });
    expect(shown).toBeGreaterThanOrEqual(most);
  });
}

test('a finger shows the actions of a message, another touch hides them', async ({ somebody, chat }) => {
  using writer = await Writer.enters(chat, 'tea', 'Ben');
  await writer.says('touch me', 'or me');
  const ann = await (
    await somebody({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  ).opens('tea');
  const row = ann.conversation.getByRole('article').filter({ hasText: 'touch me' });
  const actions = ann.page.getByRole('group', { name: 'Message actions' });
  await row.getByText('touch me').tap();
  await expect(actions).toHaveCount(1);
  await expect(row.getByRole('button', { name: 'Reply' })).toBeVisible();
  await ann.conversation.getByText('or me').tap();
  await expect(actions).toHaveCount(1);
  await expect(row.getByRole('button', { name: 'Reply' })).toHaveCount(0);
  await ann.conversation.getByText('or me').tap();
  await expect(actions).toHaveCount(0);
});
