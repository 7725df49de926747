import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { jsonClient, type JsonClient } from '../apps/server/test/support/socket-client.ts';
import { findOrInstallBrowser } from './browser.ts';
import { TestServer } from './fixtures.ts';
import { demoConversations, type DemoMessage, type DemoConversation } from './demo-conversations.ts';

/** `pnpm screenshots`: takes the screenshots of both READMEs, from a server with demo conversations. */
const folder = join(import.meta.dirname, '../docs/screenshots');

const devices = {
  desktop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
} as const;

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: findOrInstallBrowser(), args: ['--no-sandbox'] });
try {
  for (const conversation of demoConversations) {
    const server = await TestServer.start();
    await takeScreenshots(server, browser, conversation);
    await server.stop();
  }
} finally {
  await browser.close();
}

async function takeScreenshots(server: TestServer, browser: Browser, conversation: DemoConversation): Promise<void> {
  const people = new Map<string, JsonClient>();
  for (const name of conversation.people) {
    const client = await jsonClient(`ws://localhost:${server.port}/ws`);
    await client.enter(conversation.room, name);
    people.set(name, client);
  }
  for (const [index, message] of conversation.messages.entries())
    await perform(people.get(message.author)!, conversation.room, message, `${index}`);
  for (const room of conversation.otherRooms) await postTo(server, room);

  for (const [device, options] of Object.entries(devices)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ ...options, colorScheme, locale: conversation.locale });
      const page = await context.newPage();
      await page.goto(`${server.url}/r/${encodeURIComponent(conversation.room)}`);
      await page.getByText(conversation.lastText).first().waitFor();
      const typist = people.get(conversation.typing);
      typist?.command({ type: 'typing', room: conversation.room });
      await page.locator('.typing span').waitFor();
      // The syntax highlighting is loaded on demand.
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(folder, `${device}-${colorScheme}-${conversation.lang}.png`) });
      await context.close();
    }
  }
  for (const client of people.values()) client[Symbol.dispose]();
}

async function perform(
  client: JsonClient,
  room: string,
  { text, reply, reaction, kind }: DemoMessage,
  cid: string,
): Promise<void> {
  if (text !== undefined) {
    client.command({ type: 'send', room, cid, text, ...(reply && { reply }), ...(kind && { kind }) });
    await client.next('ack');
  }
  if (reaction !== undefined) {
    client.command({ type: 'react', room, cid: `react ${cid}`, target: reaction.to, emoji: reaction.emoji });
    await client.next('ack');
  }
}

/** Posts to another room, so that it appears in the sidebar. */
async function postTo(server: TestServer, room: string): Promise<void> {
  using client = await jsonClient(`ws://localhost:${server.port}/ws`);
  await client.enter(room, `in ${room}`);
  client.command({ type: 'send', room, cid: 'first', text: '👋' });
  await client.next('ack');
}
