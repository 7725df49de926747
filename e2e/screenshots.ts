import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { jsonClient, type JsonClient } from '../apps/server/test/support/socket-client.ts';
import { getBrowser } from './browser.ts';
import { Chat } from './chat.ts';
import { scenes, type Line, type Scene } from './scenes.ts';

/** `pnpm screenshots`: the pictures of both READMEs, from a server with a conversation in it. */
const folder = join(import.meta.dirname, '../docs/screenshots');

const devices = {
  desktop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
} as const;

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: getBrowser(), args: ['--no-sandbox'] });
try {
  for (const scene of scenes) {
    const chat = await Chat.start();
    await picture(chat, browser, scene);
    await chat.stop();
  }
} finally {
  await browser.close();
}

async function picture(chat: Chat, browser: Browser, scene: Scene): Promise<void> {
  const people = new Map<string, JsonClient>();
  for (const name of scene.people) {
    const client = await jsonClient(`ws://localhost:${chat.port}/ws`);
    await client.enter(scene.room, name);
    people.set(name, client);
  }
  for (const [index, line] of scene.lines.entries()) await act(people.get(line.who)!, scene.room, line, `${index}`);
  for (const room of scene.otherRooms) await visit(chat, room);

  for (const [device, options] of Object.entries(devices)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ ...options, colorScheme, locale: scene.locale });
      const page = await context.newPage();
      await page.goto(`${chat.address}/r/${encodeURIComponent(scene.room)}`);
      await page.getByText(scene.last).first().waitFor();
      const typist = people.get(scene.typing);
      typist?.command({ type: 'typing', room: scene.room });
      await page.locator('.typing span').waitFor();
      // Coloured code comes a moment later.
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(folder, `${device}-${colorScheme}-${scene.lang}.png`) });
      await context.close();
    }
  }
  for (const client of people.values()) client[Symbol.dispose]();
}

async function act(client: JsonClient, room: string, { says, reply, reacts, kind }: Line, cid: string): Promise<void> {
  if (says !== undefined) {
    client.command({ type: 'send', room, cid, text: says, ...(reply && { reply }), ...(kind && { kind }) });
    await client.next('ack');
  }
  if (reacts !== undefined) {
    client.command({ type: 'react', room, cid: `react ${cid}`, target: reacts.to, emoji: reacts.emoji });
    await client.next('ack');
  }
}

/** Somebody else is there, so that the list of rooms has something to show. */
async function visit(chat: Chat, room: string): Promise<void> {
  using client = await jsonClient(`ws://localhost:${chat.port}/ws`);
  await client.enter(room, `in ${room}`);
  client.command({ type: 'send', room, cid: 'first', text: '👋' });
  await client.next('ack');
}
