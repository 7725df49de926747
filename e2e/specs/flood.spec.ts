import type { Page } from '@playwright/test';
import { expect, test } from '../chat.ts';
import { jsonClient } from '../../apps/server/tests/socket-client.ts';

/** Messages a second, for how long, and how many speak. */
const RATE = 1_000;
const SECONDS = 6;
const SPEAKERS = 4;
/** Pictures a second. */
const FLUENT = 50;

test(`a flood of ${RATE} messages a second leaves typing and scrolling fluent`, async ({ somebody, chat }) => {
  const ann = await (await somebody()).opens('tea');
  await ann.says('before the flood', 'Ann');
  await ann.isHeard();
  const speakers = await Promise.all(
    Array.from({ length: SPEAKERS }, () => jsonClient(`ws://localhost:${chat.port}/ws`)),
  );
  for (const [index, speaker] of speakers.entries()) await speaker.enter('tea', `Speaker ${index}`);
  let said = 0;
  const began = performance.now();
  const flood = setInterval(() => {
    const due = Math.min(RATE * SECONDS, Math.floor(((performance.now() - began) / 1_000) * RATE));
    const portions: object[][] = speakers.map(() => []);
    for (; said < due; said++) {
      const text = `message ${said} of a flood, as long as people write`;
      portions[said % SPEAKERS]?.push({ type: 'send', room: 'tea', cid: `${said}`, text });
    }
    for (const [index, speaker] of speakers.entries())
      if (portions[index]!.length > 0) speaker.tell(...portions[index]!);
  }, 20);

  const typing = await fluency(ann.page, async () => {
    await ann.writing.focus();
    await ann.page.keyboard.type('I can still write while all of them talk at once', { delay: 40 });
  });
  await ann.conversation.hover();
  const scrolling = await fluency(ann.page, async () => {
    for (let n = 0; n < 25; n++) {
      await ann.page.mouse.wheel(0, n % 10 < 7 ? -240 : 360);
      await ann.page.waitForTimeout(60);
    }
  });
  await expect.poll(() => said, { timeout: 20_000 }).toBe(RATE * SECONDS);
  clearInterval(flood);
  console.log(`flood: typing at ${typing.toFixed(1)}, scrolling at ${scrolling.toFixed(1)} pictures a second`);
  await expect(ann.writing).toHaveValue('I can still write while all of them talk at once');
  expect(typing).toBeGreaterThanOrEqual(FLUENT);
  expect(scrolling).toBeGreaterThanOrEqual(FLUENT);

  // And nothing of it is lost: the newest is there.
  const back = ann.page.getByRole('button', { name: /new$|Newest/ });
  if (await back.isVisible()) await back.click();
  await expect(ann.conversation.getByText(`message ${said - 1} of a flood`)).toBeInViewport();
  for (const speaker of speakers) speaker[Symbol.dispose]();
});

/** Pictures a second that the page drew meanwhile. */
async function fluency(page: Page, act: () => Promise<void>): Promise<number> {
  const counting = await page.evaluateHandle(() => {
    const count = { frames: 0, since: performance.now(), gaps: [] as number[], stopped: false };
    let last = count.since;
    const look = (now: number): void => {
      count.frames++;
      count.gaps.push(now - last);
      last = now;
      if (!count.stopped) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return count;
  });
  await act();
  const seen = await counting.evaluate((count) => {
    count.stopped = true;
    const longest = count.gaps.toSorted((a, b) => b - a).slice(0, 5);
    return { rate: (count.frames * 1_000) / (performance.now() - count.since), longest };
  });
  console.log(JSON.stringify(seen));
  return seen.rate;
}
