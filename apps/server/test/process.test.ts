import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freePort } from '../../../scripts/free-port.ts';
import { emptyFolder, RunningProcess, startProcess } from './support/server-process.ts';
import { jsonClient } from './support/socket-client.ts';

const program = fileURLToPath(new URL('../hubbub.js', import.meta.url));

/** The processor time that a process has used. Unlike the time by the clock, a busy machine does not add to it. */
function cpuSeconds(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // After the name in parentheses, the user and system time are the 12th and 13th fields, in hundredths of a second.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}

function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const options = { cwd: emptyFolder(), env: { ...process.env, ...env }, timeout: 10_000 };
    const child = execFile(process.execPath, [program, ...args], options, (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });
}

test.each([
  [['--prot', '1'], /'--prot'/],
  [['3434'], /'3434'/],
  [['--port'], /--port/],
  [['--port', 'x'], /--port must be a whole number from 0 to 65535, not "x"/],
  [['--port', '70000'], /--port must be/],
  [['--max-text', '0'], /--max-text must be/],
  [['--name-quarantine', '366'], /--name-quarantine must be/],
  [['--base-path', '/a b/'], /--base-path must be a path/],
  [['--base-path', '/../'], /--base-path must be a path/],
  [['--allow-origin', 'example.org'], /--allow-origin must be origins/],
  [['--trust-proxy', 'everybody'], /--trust-proxy must be addresses/],
  [['--trust-proxy', '999.1.1.1'], /--trust-proxy must be addresses/],
  [['--trust-proxy', '10.0.0.0/99'], /--trust-proxy must be addresses/],
  [['--log-level', 'loud'], /--log-level must be one of/],
  [['--ping-every', '60', '--pong-within', '60'], /--pong-within must be longer/],
])('%j is refused in one line, with exit code 2', async (args, message) => {
  const { code, out, err } = await run(args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(message);
  expect(err.trim().split('\n')).toHaveLength(1);
});

test('an invalid value in the environment is refused with the name of its variable; a flag takes precedence', async () => {
  expect(await run([], { HUBBUB_PORT: 'x' })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/HUBBUB_PORT must be a whole number/),
  });
  expect(await run(['--port', 'y'], { HUBBUB_PORT: '1' })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/--port/),
  });
});

test('flags may follow --, as npm requires for a script', async () => {
  expect(await run(['--', '--port', 'x'])).toMatchObject({ code: 2, err: expect.stringMatching(/--port must be/) });
});

test('--help lists every flag with its environment variable', async () => {
  const { code, out } = await run(['--help']);
  expect(code).toBe(0);
  for (const name of ['PORT', 'HOST', 'DATA', 'BASE_PATH', 'TRUST_PROXY', 'ALLOW_ORIGIN']) {
    expect(out).toContain(`HUBBUB_${name}`);
    expect(out).toContain(`--${name.toLowerCase().replace('_', '-')}`);
  }
});

test.each(['-h', '--help'])('%s prints the help', async (flag) => {
  expect(await run([flag])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Hubbub: /) });
});

test.each(['-v', '--version'])('%s prints the version', async (flag) => {
  expect(await run([flag])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test('an older Node prints in one line how to start the server', async () => {
  // As Node 20: that version, and a node:module without a compile cache.
  const older = `data:text/javascript,Object.defineProperty(process.versions, 'node', { value: '20.20.2' })`;
  const { code, out, err } = await run([], { NODE_OPTIONS: `--import="${older}"` });
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^hubbub: This is Node 20\.20\.2, .*npx -y pnpm start.*\n$/);
});

test('Ctrl+C stops the server with exit code 0 and a message', async () => {
  await using server = await startProcess();
  server.child.kill('SIGINT');
  expect(await server.exited).toBe(0);
  expect(server.out.trimEnd().split('\n').at(-1)).toBe('  Stopped.');
});

test('pnpm start adds nothing to a refusal, and keeps its exit code', async () => {
  const cwd = fileURLToPath(new URL('../../..', import.meta.url));
  const child = execFile('pnpm', ['start', '--port', 'nonsense'], { cwd, shell: process.platform === 'win32' });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (printed += text));
  await once(child, 'close');
  expect(child.exitCode).toBe(2);
  expect(printed).toMatch(/^hubbub: --port must be .*\n$/);
});

test('it is ready within a second of processor time, idles below 120 MB, and prints its addresses', async () => {
  const port = await freePort();
  await using server = await startProcess({ port });
  expect((await fetch(`${server.http}readyz`)).status).toBe(200);
  expect(cpuSeconds(server.child.pid)).toBeLessThan(1);
  expect(server.out).toContain(`http://localhost:${port}/`);
  expect(server.out).toContain(server.data);
  const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]);
  expect(resident / 1024).toBeLessThan(120);
});

test('--max-text is the limit that the welcome line announces', async () => {
  await using server = await startProcess({ args: ['--max-text', '100'] });
  using client = await jsonClient(server.ws);
  expect((await client.next('welcome')).maxText).toBe(100);
});

test('B-13: --name-quarantine 0 frees a name as soon as its holder has another one', async () => {
  await using server = await startProcess({ args: ['--name-quarantine', '0'] });
  using ann = await jsonClient(server.ws);
  ann.command({ type: 'name', name: 'ann' }, { type: 'rename', name: 'bea' });
  expect((await ann.next('you')).me?.name).toBe('bea');
  using other = await jsonClient(server.ws);
  other.command({ type: 'name', name: 'ann' });
  expect((await other.next('named')).me.name).toBe('ann');
});

test('a port in use is refused in one line', async () => {
  await using server = await startProcess();
  await using second = new RunningProcess({ port: server.port, data: emptyFolder() });
  expect(await second.exited).toBe(1);
  expect(second.err).toBe(
    `hubbub: Port ${server.port} is in use. Stop the program that uses it, or choose another with --port.\n`,
  );
});

test('a second server on the same data refuses to start, and the first continues; after kill -9 the data is free', async () => {
  const data = emptyFolder();
  await using first = await startProcess({ data });
  await using second = new RunningProcess({ port: await freePort(), data });
  expect(await second.exited).toBe(1);
  expect(second.err).toMatch(/^hubbub: Another Hubbub is using .*\n$/);
  expect((await fetch(`${first.http}readyz`)).status).toBe(200);
  await first.kill('SIGKILL');
  await using third = await startProcess({ data });
  expect((await fetch(`${third.http}readyz`)).status).toBe(200);
});

test.each([
  ['not a database', () => Buffer.from('this is no database at all, but it is long enough to look at '.repeat(100))],
  ['damaged', (valid: Buffer) => Buffer.concat([valid.subarray(0, 4_096), Buffer.alloc(valid.length - 4_096, 0x5a)])],
  ['cut short', (valid: Buffer) => valid.subarray(0, 5_000)],
])('a database that is %s is refused in one line and left untouched', async (_name, damage) => {
  const data = emptyFolder();
  const file = join(data, 'hubbub.db');
  const before = await startProcess({ data });
  await before.kill('SIGTERM');
  const damaged = damage(readFileSync(file));
  writeFileSync(file, damaged);
  await using server = new RunningProcess({ port: await freePort(), data });
  expect(await server.exited).toBe(1);
  expect(server.err).toMatch(/^hubbub: .*hubbub\.db.*\n$/);
  expect(readFileSync(file).equals(damaged)).toBe(true);
});

test('a database of a newer version is refused in one line and left untouched', async () => {
  const data = emptyFolder();
  const file = join(data, 'hubbub.db');
  const before = await startProcess({ data });
  await before.kill('SIGTERM');
  const database = new DatabaseSync(file);
  database.exec('PRAGMA user_version = 9999');
  database.close();
  const newer = readFileSync(file);
  await using server = new RunningProcess({ port: await freePort(), data });
  expect(await server.exited).toBe(1);
  expect(server.err).toMatch(/^hubbub: .*newer.*\n$/i);
  expect(readFileSync(file).equals(newer)).toBe(true);
});

test('WS-9: SIGTERM acknowledges what was read, closes with 1012 and exits with 0; everything acknowledged is kept', async () => {
  const data = emptyFolder();
  await using server = await startProcess({ data });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby', 'ann');
  ann.command(...Array.from({ length: 500 }, (_, i) => ({ type: 'send', room: 'lobby', cid: `${i}`, text: `${i}` })));
  await ann.next('ack');
  const started = performance.now();
  server.child.kill('SIGTERM');
  expect(await ann.closed).toMatchObject({ code: 1012 });
  expect(await server.exited).toBe(0);
  expect(performance.now() - started).toBeLessThan(10_000);
  const acknowledged = ann.lines().filter(({ type }) => type === 'ack').length;
  await using again = await startProcess({ data });
  const { head } = (await (await fetch(`${again.http}api/rooms/lobby/messages`)).json()) as { head: number };
  expect(head).toBeGreaterThanOrEqual(acknowledged);
  expect(readdirSync(data)).toContain('hubbub.db');
});

test('LOG-2, REACT-1, TOPIC-1, NAME-6: everything acknowledged before kill -9 is kept: topic, reply, reactions, mentions, names', async () => {
  const data = emptyFolder();
  const before = await startProcess({ data });
  using ann = await jsonClient(before.ws);
  using ben = await jsonClient(before.ws);
  await ann.enter('tea', 'ann');
  ben.command({ type: 'name', name: 'ben', secret: 'the secret of ben, long enough' });
  await ben.enter('tea');
  const send = { type: 'send', room: 'tea' };
  const react = { type: 'react', room: 'tea', target: 1, emoji: '❤' };
  ann.command({ ...send, cid: '1', text: 'for @ben' }, { ...send, cid: '2', text: 'about tea', kind: 'topic' });
  await ben.next('posted', ({ seq }) => seq === 2);
  ben.command({ ...send, cid: '3', text: 'thanks', reply: 1 }, { ...react, cid: '4' });
  ann.command({ ...react, cid: '5' }, { ...react, cid: '6', emoji: '🎉' });
  ann.command({ type: 'unreact', room: 'tea', cid: '7', target: 1, emoji: '🎉' });
  await ann.next('ack', ({ cid }) => cid === '7');
  await ben.next('ack', ({ cid }) => cid === '4');
  ben.command({ type: 'rename', name: 'benjamin' });
  const { me } = await ben.next('you');
  await ben.next('posted', ({ kind }) => kind === 'renamed');
  await before.kill('SIGKILL');
  await using after = await startProcess({ data });
  using late = await jsonClient(after.ws);
  late.command({ type: 'hello', secret: 'the secret of ben, long enough' });
  expect((await late.next('you')).me).toEqual(me);
  const { topic, messages } = await late.enter('tea');
  expect(topic).toMatchObject({ text: 'about tea', name: 'ann' });
  expect(messages).toMatchObject([
    { text: 'for @ben', mentions: [{ id: me!.id, name: 'ben' }], reactions: [{ emoji: '❤️', people: { length: 2 } }] },
    { kind: 'topic' },
    { text: 'thanks', reply: 1 },
    { kind: 'renamed', name: 'ben', text: 'benjamin' },
  ]);
  late.command({ type: 'mentions' }, { type: 'watch', rooms: [{ room: 'tea', after: 0 }] });
  expect((await late.next('mentions')).items).toMatchObject([{ room: 'tea', message: { seq: 1 } }]);
  expect((await late.next('unread')).rooms).toEqual([{ room: 'tea', head: 8, messages: 1, mentions: 1 }]);
  late.command({ ...send, cid: '3', text: 'thanks', reply: 1 }, { ...react, cid: '4' });
  expect((await late.next('ack')).cid).toBe('3');
  expect((await late.next('ack')).cid).toBe('4');
  const { head } = (await (await fetch(`${after.http}api/rooms/tea/messages`)).json()) as { head: number };
  expect(head).toBe(8);
});

test('the log contains no message and no secret', async () => {
  await using server = await startProcess({ args: ['--log-level', 'trace'] });
  using ann = await jsonClient(server.ws);
  await ann.enter('lobby');
  ann.command({ type: 'name', name: 'ann' });
  const { secret } = await ann.next('named');
  ann.command({ type: 'hello', secret }, { type: 'send', room: 'lobby', cid: '1', text: 'between us' });
  await ann.next('ack');
  await server.kill('SIGTERM');
  expect(server.out + server.err).not.toMatch(new RegExp(`${secret}|between us`));
});
