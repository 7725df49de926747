import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { ScriptedClient } from '../scripted-client.ts';

/** Delays every script that is requested from now on until the returned function is called. */
async function holdScripts(page: Page): Promise<() => void> {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/assets/*.js', async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** The scripts that the page requests from now on. */
function requestedScripts(page: Page): string[] {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  return scripts;
}

/** The addresses of the scripts that have loaded, in one string. */
async function loadedScripts(page: Page): Promise<string> {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .join(' '),
  );
}

test('Ctrl+K accepts keys before its script has loaded', async ({ newVisitor, server }) => {
  using writer = await ScriptedClient.join(server, 'garden');
  await writer.send('flowers');
  const ann = await (await newVisitor()).open('tea');
  await expect(ann.page.getByRole('navigation', { name: 'Rooms' })).toContainText('garden');
  const release = await holdScripts(ann.page);
  await ann.page.keyboard.press('Control+k');
  await ann.page.keyboard.type('gar');
  await ann.page.keyboard.press('Enter');
  release();
  await expect(ann.page).toHaveURL(/\/r\/garden$/);
});

test('? opens its dialog at once, before the content has loaded', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  const release = await holdScripts(ann.page);
  await ann.messageLog.focus();
  await ann.page.keyboard.press('?');
  const dialog = ann.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByText('Ctrl')).toHaveCount(0);
  release();
  await expect(dialog.getByText('Ctrl').first()).toBeVisible();
});

test('the emoji picker accepts a search and Enter before the emoji have loaded', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  const release = await holdScripts(ann.page);
  await ann.page.getByRole('button', { name: 'Insert an emoji' }).click();
  await expect(ann.page.getByRole('searchbox', { name: 'Search emoji' })).toBeFocused();
  await ann.page.keyboard.type('tada');
  await ann.page.keyboard.press('Enter');
  await expect(ann.composer).toHaveValue('');
  release();
  await expect(ann.composer).toHaveValue('🎉');
  await expect(ann.page.getByRole('dialog')).toHaveCount(0);
});

test('an idle page prefetches the scripts of its panels, so that they open offline', async ({ newVisitor }) => {
  const ann = await (await newVisitor()).open('tea');
  for (const chunk of ['Settings', 'EmojiPicker', 'en.baked'])
    await expect.poll(() => loadedScripts(ann.page), { message: chunk }).toContain(chunk);
  const scripts = requestedScripts(ann.page);
  await ann.page.context().setOffline(true);
  await ann.page.getByRole('button', { name: 'Insert an emoji' }).click();
  await ann.page.keyboard.type('tada');
  await ann.page.keyboard.press('Enter');
  await expect(ann.composer).toHaveValue('🎉');
  await ann.page.getByRole('button', { name: 'Settings' }).click();
  await expect(ann.page.getByRole('radio', { name: 'Dark' })).toBeVisible();
  expect(scripts).toEqual([]);
  await ann.page.context().setOffline(false);
});

test('with Save-Data no script is prefetched', async ({ newVisitor }) => {
  const ann = await newVisitor();
  await ann.page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await ann.open('tea');
  await ann.page.waitForLoadState('networkidle');
  const scripts = requestedScripts(ann.page);
  await ann.page.waitForTimeout(3_000);
  expect(scripts).toEqual([]);
});
