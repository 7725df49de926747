import { expect, test } from '../chat.ts';
import { Writer } from '../writer.ts';

/** Chrome's "Fast 4G", as its developer tools have it: bytes a second and milliseconds. */
const fast4G = { offline: false, downloadThroughput: 1_012_500, uploadThroughput: 168_750, latency: 165 };
const SLOWER = 4;

/** Milliseconds to the largest paint, and the sum of what moved while loading. */
const LARGEST_PAINT = 1_000;
const SHIFT = 0.02;

for (const [device, viewport] of [
  ['desktop', { width: 1440, height: 900 }],
  ['phone', { width: 390, height: 844 }],
] as const) {
  test(`on a slow line and a slow ${device} the page is there within a second, and nothing moves`, async ({
    somebody,
    chat,
  }) => {
    using writer = await Writer.enters(chat, 'tea');
    await writer.does({ type: 'send', kind: 'topic', text: 'What we drink, and when' });
    await writer.saysMany(60);
    await writer.says('| a | b |\n|---|---|\n| 1 | 2 |', '- [x] done', 'and `code`, **strong**', 'the last one');
    await writer.does({ type: 'react', target: 60, emoji: '👍' });
    const ann = await somebody({ viewport });
    const devtools = await ann.page.context().newCDPSession(ann.page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', fast4G);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await ann.page.addInitScript(() => {
      const seen = { paint: 0, shift: 0, moved: [] as string[] };
      Object.assign(globalThis, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.paint = entry.startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node?: Node }[] })[]) {
          seen.shift += entry.value;
          for (const { node } of entry.sources)
            if (node instanceof Element) seen.moved.push(`${entry.value.toFixed(4)} ${node.className}`);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await ann.page.goto(`${chat.address}/r/tea`);
    await ann.sees('the last one');
    await ann.page.waitForLoadState('networkidle');
    const seen = await ann.page.evaluate(
      () => (globalThis as unknown as { seen: { paint: number; shift: number; moved: string[] } }).seen,
    );
    console.log(
      `${device}: largest paint after ${seen.paint.toFixed(0)} ms, moved ${seen.shift.toFixed(4)}`,
      seen.moved,
    );
    expect(seen.paint).toBeGreaterThan(0);
    expect(seen.paint).toBeLessThanOrEqual(LARGEST_PAINT);
    expect(seen.shift).toBeLessThan(SHIFT);
  });
}
