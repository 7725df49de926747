import { RefusedError } from '@hubbub/client/errors';
import { MAX_TOPIC_BYTES } from '@hubbub/protocol/limits';
import { expect, test } from 'vitest';
import { read } from '../../src/markdown/read.ts';
import { wordsOf } from '../../src/markdown/tree.ts';
import type { App } from '../../src/model/app.ts';
import { enRefusals } from '../../src/i18n/en-refusals.ts';
import { panelWords } from '../../src/i18n/panel-words.ts';
import { setLanguage, words } from '../../src/i18n/words.ts';
import type { SlashCommand } from '../../src/slash/command.ts';
import { commands } from '../../src/slash/index.ts';
import { submitLine } from '../../src/slash/submit-line.ts';
import { usage } from '../../src/slash/usage.ts';

interface Said {
  room: string;
  text: string;
  kind?: string;
}

/** As much of the page as a command can touch. */
function page({ named = true, online = true, rename = async (_name: string) => {} } = {}) {
  const said: Said[] = [];
  const writing = {
    send: (room: string, text: string, kind?: string) => said.push({ room, text, ...(kind !== undefined && { kind }) }),
  };
  const app = {
    named,
    writing,
    client: { maxText: 100, rename, state: { type: online ? 'online' : 'waiting' } },
  } as unknown as App;
  return { said, give: (typed: string) => submitLine(app, 'tea', typed) };
}

test('every command is found under its own name, and says in words what it does', async () => {
  for (const [name, command] of Object.entries<SlashCommand>(commands)) {
    expect(command.name).toBe(name);
    expect(usage(command)).toMatch(new RegExp(`^/${name}( .+)?$`));
    expect(panelWords[command.description]).not.toBe('');
  }
  expect(usage(commands.me)).toBe('/me <what you do>');
  await setLanguage('zh-Hans');
  expect(usage(commands.me)).toBe('/me <动作>');
  await setLanguage('en');
});

test('text is said as it is', async () => {
  const { said, give } = page();
  expect(await give('/usr/bin')).toEqual({ type: 'done' });
  expect(await give('//me is a command')).toEqual({ type: 'done' });
  expect(said.map(({ text }) => text)).toEqual(['/usr/bin', '/me is a command']);
});

test('/me says what one does', async () => {
  const { said, give } = page();
  expect(await give('/me waves to _all_')).toEqual({ type: 'done' });
  expect(said).toEqual([{ room: 'tea', text: 'waves to _all_', kind: 'action' }]);
  expect(await give('/me')).toEqual({ type: 'refused', why: 'Usage: /me <what you do>' });
});

test('/topic sets the topic, - removes it, and alone it tells how it is written', async () => {
  const { said, give } = page();
  await give('/topic green\n tea');
  await give('/topic -');
  expect(said).toEqual([
    { room: 'tea', text: 'green tea', kind: 'topic' },
    { room: 'tea', text: '', kind: 'topic' },
  ]);
  expect(await give('/topic')).toMatchObject({ type: 'refused' });
  expect(await give(`/topic ${'茶'.repeat(MAX_TOPIC_BYTES / 3 + 2)}`)).toMatchObject({
    type: 'refused',
    why: expect.stringContaining('2 characters') as string,
  });
});

test('/shrug shrugs, with or without words, and within the limit', async () => {
  const { said, give } = page();
  await give('/shrug');
  await give('/shrug who knows');
  expect(said.map(({ text }) => text)).toEqual(['¯\\_(ツ)_/¯', 'who knows ¯\\_(ツ)_/¯']);
  expect(await give(`/shrug ${'a'.repeat(90)}`)).toMatchObject({ type: 'refused' });
});

test('a shrug keeps both its arms in Markdown', () => {
  for (const before of ['', 'who knows ', '**well** ']) {
    const [paragraph] = read(`${before}¯\\_(ツ)_/¯`);
    const line = paragraph?.type === 'paragraph' ? wordsOf(paragraph.inside) : '';
    expect(line).toBe(`${before.replaceAll('*', '')}¯\\_(ツ)_/¯`);
  }
});

test('/nick changes the name, and says why it cannot', async () => {
  const asked: string[] = [];
  const { give } = page({
    rename: async (name) => {
      asked.push(name);
      if (name === 'Ann') throw new RefusedError('name_taken');
    },
  });
  expect(await give('/nick  张  三 ')).toEqual({ type: 'done' });
  expect(await give('/nick Ann')).toEqual({ type: 'refused', why: enRefusals.errors.name_taken });
  expect(await give(`/nick ${'x'.repeat(40)}`)).toEqual({ type: 'refused', why: enRefusals.nameReasons.too_long });
  expect(await give('/nick')).toMatchObject({ type: 'refused' });
  expect(asked).toEqual(['张 三', 'Ann']);
});

test('without a connection a name cannot be changed, and that is said', async () => {
  expect(await page({ online: false }).give('/nick Ben')).toEqual({ type: 'refused', why: words.unreachable });
});

test('who has no name is asked for one first; /nick asks with the one it was given', async () => {
  const { said, give } = page({ named: false });
  for (const typed of ['hello', '/me waves', '/topic tea', '/shrug']) {
    expect(await give(typed)).toEqual({ type: 'unnamed', name: '', again: true });
  }
  expect(await give('/nick Ben')).toEqual({ type: 'unnamed', name: 'Ben', again: false });
  // What is wrong anyway is told before.
  expect(await give('/me')).toMatchObject({ type: 'refused' });
  expect(said).toEqual([]);
});

test('a command that there is not is not said', async () => {
  const { said, give } = page();
  for (const name of ['foo', 'constructor', 'mee']) {
    expect(await give(`/${name} bar`)).toMatchObject({ type: 'refused', why: expect.stringContaining(`//${name}`) });
  }
  expect(said).toEqual([]);
  expect(await give('/help')).toEqual({ type: 'help' });
});
