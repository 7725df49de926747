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

interface SentMessage {
  room: string;
  text: string;
  kind?: string;
}

/** The part of the app that commands use. */
function page({ named = true, online = true, rename = async (_name: string) => {} } = {}) {
  const sent: SentMessage[] = [];
  const writing = {
    send: (room: string, text: string, kind?: string) => sent.push({ room, text, ...(kind !== undefined && { kind }) }),
  };
  const toasts: string[] = [];
  const app = {
    named,
    me: { value: named ? { id: '1', name: 'Bo' } : null },
    showToast: (text: string) => toasts.push(text),
    writing,
    client: { maxText: 100, rename, state: { type: online ? 'online' : 'waiting' } },
  } as unknown as App;
  return { sent, toasts, submit: (typed: string) => submitLine(app, 'tea', typed) };
}

test('every command is listed under its own name and has a description', async () => {
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

test('text that is not a command is sent, without an escaping slash', async () => {
  const { sent, submit } = page();
  expect(await submit('/usr/bin')).toEqual({ type: 'done' });
  expect(await submit('//me is a command')).toEqual({ type: 'done' });
  expect(sent.map(({ text }) => text)).toEqual(['/usr/bin', '/me is a command']);
});

test('/me sends an action', async () => {
  const { sent, submit } = page();
  expect(await submit('/me waves to _all_')).toEqual({ type: 'done' });
  expect(sent).toEqual([{ room: 'tea', text: 'waves to _all_', kind: 'action' }]);
  expect(await submit('/me')).toEqual({ type: 'refused', why: 'Usage: /me <what you do>' });
});

test('/topic sets the topic, /topic - removes it, and /topic alone is refused', async () => {
  const { sent, submit } = page();
  await submit('/topic green\n tea');
  await submit('/topic -');
  expect(sent).toEqual([
    { room: 'tea', text: 'green tea', kind: 'topic' },
    { room: 'tea', text: '', kind: 'topic' },
  ]);
  expect(await submit('/topic')).toMatchObject({ type: 'refused' });
  expect(await submit(`/topic ${'茶'.repeat(MAX_TOPIC_BYTES / 3 + 2)}`)).toMatchObject({
    type: 'refused',
    why: expect.stringContaining('2 characters') as string,
  });
});

test('/shrug sends a shrug, with or without text, within the size limit', async () => {
  const { sent, submit } = page();
  await submit('/shrug');
  await submit('/shrug who knows');
  expect(sent.map(({ text }) => text)).toEqual(['¯\\_(ツ)_/¯', 'who knows ¯\\_(ツ)_/¯']);
  expect(await submit(`/shrug ${'a'.repeat(90)}`)).toMatchObject({ type: 'refused' });
});

test('Markdown keeps both arms of a shrug', () => {
  for (const before of ['', 'who knows ', '**well** ']) {
    const [paragraph] = read(`${before}¯\\_(ツ)_/¯`);
    const line = paragraph?.type === 'paragraph' ? wordsOf(paragraph.inside) : '';
    expect(line).toBe(`${before.replaceAll('*', '')}¯\\_(ツ)_/¯`);
  }
});

test('B-6: /nick changes the name and confirms it, because not every room gets a notice; or it is refused with the reason', async () => {
  const requestedNames: string[] = [];
  const { submit, toasts } = page({
    rename: async (name) => {
      requestedNames.push(name);
      if (name === 'Ann') throw new RefusedError('name_taken');
    },
  });
  expect(await submit('/nick  张  三 ')).toEqual({ type: 'done' });
  expect(await submit('/nick Ann')).toEqual({ type: 'refused', why: enRefusals.name_taken });
  expect(await submit(`/nick ${'x'.repeat(40)}`)).toEqual({ type: 'refused', why: enRefusals.name_too_long });
  expect(await submit('/nick')).toMatchObject({ type: 'refused' });
  expect(requestedNames).toEqual(['张 三', 'Ann']);
  expect(toasts).toEqual(['Bo is now 张 三']);
});

test('/nick without a connection is refused', async () => {
  expect(await page({ online: false }).submit('/nick Ben')).toEqual({ type: 'refused', why: words.unreachable });
});

test('an unnamed visitor is asked for a name first, and /nick fills in its argument', async () => {
  const { sent, submit } = page({ named: false });
  for (const typed of ['hello', '/me waves', '/topic tea', '/shrug']) {
    expect(await submit(typed)).toEqual({ type: 'unnamed', name: '', again: true });
  }
  expect(await submit('/nick Ben')).toEqual({ type: 'unnamed', name: 'Ben', again: false });
  // An invalid command is refused before a name is requested.
  expect(await submit('/me')).toMatchObject({ type: 'refused' });
  expect(sent).toEqual([]);
});

test('an unknown command is not sent', async () => {
  const { sent, submit } = page();
  for (const name of ['foo', 'constructor', 'mee']) {
    expect(await submit(`/${name} bar`)).toMatchObject({ type: 'refused', why: expect.stringContaining(`//${name}`) });
  }
  expect(sent).toEqual([]);
  expect(await submit('/help')).toEqual({ type: 'help' });
});
