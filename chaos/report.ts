import { once } from 'node:events';
import { createWriteStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { checks } from './checkers/index.ts';
import type { Verdict } from './mutants/index.ts';
import type { History } from './recording/history.ts';
import type { Outcome } from './run.ts';

/** Counter-examples of one check that are printed; the file has all. */
const PRINTED = 5;

/** What was done, what was found, and whether the checker can be believed. */
export function table(outcome: Outcome, verdicts: readonly Verdict[]): string {
  const { evidence, violations, faults, starts, convergence } = outcome;
  const { load, history } = evidence;
  const acknowledged = (type: string): number =>
    history.calls.filter((call) => call.type === type && call.ackedAt !== Infinity).length;
  const most = (values: readonly number[]): number => Math.round(values.reduce((a, b) => Math.max(a, b), 0));
  const deliveries = history.tapes.reduce((total, { length }) => total + length, 0);
  const met = [...faults.values()].reduce((a, b) => a + b, 0);
  const rows: [string, string | number][] = [
    ['messages acknowledged', acknowledged('posted')],
    ['edits acknowledged', acknowledged('edited')],
    ['deletions acknowledged', acknowledged('deleted')],
    ['deliveries compared', deliveries],
    ['faults', met],
    ...[...faults]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, count]): [string, number] => [`  ${name}`, count]),
    ['starts of the server', starts],
    ['  after it had ended by itself', history.marks.filter(({ what }) => what === 'ended by itself').length],
    ['converged within', `${Math.round(convergence)} ms`],
    ['most memory', `${Math.round(most(load.memory) / 1024 ** 2)} MB`],
    ['most descriptors', most(load.descriptors)],
    ['most event-loop lag', `${most(load.lag)} ms`],
  ];
  const lines = rows.map(([what, value]) => `  ${what.padEnd(34)}${String(value).padStart(10)}`);
  lines.push('');
  for (const { id, says } of checks) {
    const found = violations.get(id) ?? [];
    lines.push(`  ${id.padEnd(4)}${found.length === 0 ? 'ok' : `${found.length} violations`}  ${says}`);
    for (const example of found.slice(0, PRINTED)) lines.push(`        ${example}`);
  }
  lines.push('');
  for (const { control, caught, by } of verdicts) {
    const result = caught
      ? `caught by ${by.join(', ')}`
      : `NOT caught by ${control.caughtBy} (but by ${by.join(', ') || 'none'}): the checker is broken`;
    lines.push(`  a server that ${control.says}: ${result}`);
  }
  return lines.join('\n');
}

/** Everything that the checks have seen, a JSON value a line, packed. Resolves with the file's name. */
export async function writeHistory(
  history: History,
  violations: ReadonlyMap<string, readonly string[]>,
): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'hubbub-chaos-history-')), 'history.jsonl.gz');
  const packed = createGzip({ level: 1 });
  const written = packed.pipe(createWriteStream(file));
  const write = async (value: unknown): Promise<void> => {
    if (!packed.write(`${JSON.stringify(value)}\n`)) await once(packed, 'drain');
  };
  for (const [check, found] of violations) for (const violation of found) await write({ check, violation });
  for (const mark of history.marks) await write(mark);
  for (const call of history.calls) await write(call);
  for (const tape of history.tapes) {
    await write({ tape: tape.who, room: tape.room });
    for (const { kind, seq, head, text, revision, at } of tape.rows())
      await write([at, kind, seq, revision, head, text]);
  }
  packed.end();
  await once(written, 'finish');
  return file;
}
