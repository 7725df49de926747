import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { findOrInstallBrowser } from './browser.ts';
import { type DemoConversation, demoConversations } from './demo-conversations.ts';
import { TestServer } from './fixtures.ts';
import { ScriptedClient } from './scripted-client.ts';

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
  const people = new Map<string, ScriptedClient>();
  for (const name of conversation.people) people.set(name, await ScriptedClient.join(server, conversation.room, name));
  for (const { author, ...command } of conversation.commands)
    await people.get(author)!.run({ type: 'send', ...command });
  // A room with a message appears in the sidebar.
  for (const room of conversation.otherRooms) {
    using client = await ScriptedClient.join(server, room, `in ${room}`);
    await client.send('👋');
  }

  for (const [device, options] of Object.entries(devices)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ ...options, colorScheme, locale: conversation.locale });
      const page = await context.newPage();
      await page.goto(`${server.url}/r/${encodeURIComponent(conversation.room)}`);
      await page.getByText(conversation.lastText).first().waitFor();
      people.get(conversation.typing)!.type();
      await page.locator('.typing span').waitFor();
      // The syntax highlighting is loaded on demand.
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(folder, `${device}-${colorScheme}-${conversation.lang}.png`) });
      await context.close();
    }
  }
  for (const client of people.values()) client[Symbol.dispose]();
}
