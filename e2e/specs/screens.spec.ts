import { AxeBuilder } from '@axe-core/playwright';
import type { ChatPage } from '../fixtures.ts';
import { expect, test } from '../fixtures.ts';
import { ScriptedClient } from '../scripted-client.ts';

const sampleMessages = [
  '# A heading\n\nand **strong**, *soft*, ~~gone~~, `code` and a [link](https://example.org)',
  '- one\n- two\n  1. three\n\n> said before',
  '| a | b |\n|---|---:|\n| 1 | 2 |',
  '- [x] done\n- [ ] not yet',
  '```ts\nconst answer: number = 42; // why\n```',
  'سلام، @Ann is here',
  { text: 'an answer', reply: 1 },
];

const screens: Record<string, (ann: ChatPage) => Promise<void>> = {
  'the room': async (ann) => {
    await ann.expectMessage('an answer');
  },
  'the actions of a message': async (ann) => {
    await ann.messageLog.getByRole('article').filter({ hasText: 'an answer' }).focus();
    await expect(ann.page.getByRole('group', { name: 'Message actions' })).toBeVisible();
  },
  'the list of people': async (ann) => {
    await ann.page.getByRole('button', { name: /people here/ }).click();
    await expect(ann.page.locator('#people')).toBeVisible();
  },
  'an unsent reply': async (ann) => {
    await ann.messageLog.getByRole('article').filter({ hasText: 'an answer' }).focus();
    await ann.page.keyboard.press('r');
    await expect(ann.page.getByText('Replying to')).toBeVisible();
  },
  'an edit': async (ann) => {
    await ann.composer.press('ArrowUp');
    await expect(ann.page.getByRole('textbox', { name: 'Edit message' })).toBeVisible();
  },
  'the confirmation of a deletion': async (ann) => {
    await ann.messageLog.getByRole('article').filter({ hasText: 'I am Ann' }).focus();
    await ann.page.keyboard.press('Delete');
    await expect(ann.page.getByRole('dialog', { name: 'Delete this message?' })).toBeVisible();
  },
  'suggestions of people': async (ann) => {
    await ann.composer.fill('@');
    await ann.composer.pressSequentially('B');
    await expect(ann.page.getByRole('option', { name: /Ben/ })).toBeVisible();
  },
  'suggestions of commands': async (ann) => {
    await ann.composer.pressSequentially('/');
    await expect(ann.page.getByRole('option', { name: /topic/ })).toBeVisible();
  },
  'suggestions of emoji': async (ann) => {
    await ann.composer.pressSequentially(':smi');
    await expect(ann.page.getByRole('option').first()).toBeVisible();
  },
  'the emoji picker': async (ann) => {
    await ann.page.getByRole('button', { name: 'Emoji' }).click();
    await expect(ann.page.getByRole('searchbox', { name: 'Search emoji' })).toBeVisible();
  },
  'the list of shortcuts': async (ann) => {
    await ann.messageLog.focus();
    await ann.page.keyboard.press('?');
    await expect(ann.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  },
  'the room switcher': async (ann) => {
    await ann.page.keyboard.press('Control+k');
    await expect(ann.page.getByRole('dialog', { name: 'Go to a room' })).toBeVisible();
  },
  'the date dialog': async (ann) => {
    await ann.page.getByRole('button', { name: 'Jump to date' }).click();
    await expect(ann.page.getByRole('dialog', { name: 'Jump to date' })).toBeVisible();
  },
};

/** On a phone the sidebar is behind the menu button. */
const sidebarScreens: Record<string, (ann: ChatPage) => Promise<void>> = {
  'the mentions': async (ann) => {
    await ann.page.getByRole('button', { name: 'Mentions' }).click();
    await expect(ann.page.getByRole('dialog', { name: 'Mentions' })).toBeVisible();
  },
  'the settings': async (ann) => {
    await ann.page.getByRole('button', { name: 'Settings' }).click();
    await expect(ann.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  },
};

for (const [device, viewport] of [
  ['desktop', { width: 1440, height: 900 }],
  ['phone', { width: 390, height: 844 }],
  // The size of a laptop's viewport at 200 % zoom.
  ['enlarged', { width: 640, height: 400 }],
] as const) {
  test(`axe finds no violations on any screen, in light and dark theme: ${device}`, async ({ newVisitor, server }) => {
    test.setTimeout(180_000);
    using writer = await ScriptedClient.join(server, 'tea', 'Ben');
    await writer.send(...sampleMessages);
    await writer.run({ type: 'react', target: 1, emoji: '👍' }, { type: 'send', kind: 'topic', text: 'Tea' });
    const ann = await (await newVisitor({ viewport, reducedMotion: 'reduce' })).open('tea');
    await ann.send('I am Ann', 'Ann');
    await ann.expectAllSent();
    const hasMenuButton = device !== 'desktop';
    for (const [screen, open] of Object.entries({ ...screens, ...sidebarScreens })) {
      await test.step(screen, async () => {
        await ann.page.reload();
        await expect(ann.messageLog).toContainText('an answer');
        // Removes the text that the previous screen left in the field.
        await ann.composer.fill('');
        if (hasMenuButton && screen in sidebarScreens)
          await ann.page.getByRole('button', { name: 'Show rooms' }).click();
        await open(ann);
        for (const colorScheme of ['light', 'dark'] as const) {
          await ann.page.emulateMedia({ colorScheme });
          const { violations } = await new AxeBuilder({ page: ann.page }).analyze();
          expect(violations, `${screen}, ${colorScheme}`).toEqual([]);
        }
        // Nothing overflows the page horizontally.
        const overflow = await ann.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, screen).toBeLessThanOrEqual(0);
      });
    }
  });
}

test('unknown addresses show an error page without axe violations', async ({ newVisitor, server }) => {
  const ann = await newVisitor();
  for (const [path, heading] of [
    ['/r/%E4%B8', 'This is not a valid room name'],
    ['/r/a/b/c', 'Page not found'],
    ['/elsewhere', 'Page not found'],
    [`/r/${'x'.repeat(70)}`, 'This is not a valid room name'],
  ] as const) {
    await ann.page.goto(`${server.url}${path}`);
    await expect(ann.page.getByRole('heading', { name: heading })).toBeVisible();
    expect((await new AxeBuilder({ page: ann.page }).analyze()).violations).toEqual([]);
  }
});
