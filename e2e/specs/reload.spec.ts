import { expect, test, type ChatPage } from '../fixtures.ts';

const WRITER_COUNT = 4;
/** By each writer: 200 together. */
const INTERRUPTION_COUNT = 50;
/** Messages are on the way to the disk for some milliseconds after Enter. */
const MAX_DELAY_MS = 15;
const TIMEOUT_MS = 180_000;

test('J-10: of messages written while pages are reloaded, closed and crashed 200 times, each arrives once and in order', async ({
  newVisitor,
  newTab,
  server,
}) => {
  // About 40 s. The time is not tested, so a busy machine may take longer.
  test.setTimeout(TIMEOUT_MS);
  const written = await Promise.all(
    Array.from({ length: WRITER_COUNT }, async (_, number) => {
      const random = randomNumbers(number);
      let writer = await (await newVisitor()).open('tea');
      const sent = ['hello'];
      await writer.send('hello', `Writer ${number}`);
      for (let interruptions = 0; interruptions < INTERRUPTION_COUNT; interruptions++) {
        for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
          const text = `${sent.length}`;
          await writer.page.keyboard.insertText(text);
          await writer.page.keyboard.press('Enter');
          sent.push(text);
        }
        await writer.page.waitForTimeout(random() * MAX_DELAY_MS);
        writer = await interrupt(writer, random, newTab);
        // Nothing that was sent is offered for sending again.
        await expect(writer.composer).toHaveValue('');
        await writer.composer.focus();
      }
      await writer.expectAllSent();
      return sent;
    }),
  );
  const messages = await allMessages(server.url, 'tea');
  for (const [number, sent] of written.entries()) {
    const own = messages.filter(({ name }) => name === `Writer ${number}`);
    expect(own.map(({ text }) => text)).toEqual(sent);
  }
});

/** Reloads the page, or closes or crashes it and opens another one. */
async function interrupt(
  writer: ChatPage,
  random: () => number,
  newTab: (writer: ChatPage) => Promise<ChatPage>,
): Promise<ChatPage> {
  const { page } = writer;
  if (random() < 0.7) {
    await page.reload({ waitUntil: 'commit' });
    return writer;
  }
  const next = await newTab(writer);
  if (random() < 0.5) {
    const devtools = await page.context().newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    // A renderer that has crashed does not answer.
    void devtools.send('Page.crash').catch(() => undefined);
    await crashed;
  }
  await page.close();
  return next.open('tea');
}

/** Every message of the room, oldest first. */
async function allMessages(url: string, room: string): Promise<{ name: string; text: string }[]> {
  const messages: { seq: number; name: string; text: string }[] = [];
  for (let newer = true; newer;) {
    const answer = await fetch(`${url}/api/rooms/${room}/messages?limit=200&after=${messages.at(-1)?.seq ?? 0}`);
    const page = (await answer.json()) as { messages: typeof messages; newer: boolean };
    messages.push(...page.messages);
    ({ newer } = page);
  }
  return messages;
}

/** From 0 to 1, and the same for the same seed (Mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
