import { createWriteStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { checkers } from './checkers/index.ts';
import type { MutantResult } from './mutants/index.ts';
import type { History } from './recording/history.ts';
import type { RunResult } from './run.ts';

/** Violations that are printed per checker; the file contains all. */
const PRINTED = 5;

/** What happened, what the checkers found, and whether they caught every mutant. */
export function table(outcome: RunResult, mutantResults: readonly MutantResult[]): string {
  const { evidence, violations, faults, attacks, starts, convergenceMs } = outcome;
  const { resourceUsage, history } = evidence;
  const acknowledged = (type: string): number =>
    history.commands.filter((command) => command.type === type && command.ackedAt !== Infinity).length;
  const peak = (values: readonly number[]): number => Math.round(values.reduce((a, b) => Math.max(a, b), 0));
  const deliveries = history.observations.reduce((total, { length }) => total + length, 0);
  const counted = (what: string, kinds: ReadonlyMap<string, number>): [string, number][] => [
    [what, [...kinds.values()].reduce((a, b) => a + b, 0)],
    ...[...kinds].sort(([a], [b]) => a.localeCompare(b)).map(([name, count]): [string, number] => [`  ${name}`, count]),
  ];
  const rows: [string, string | number][] = [
    ['messages acknowledged', acknowledged('posted')],
    ['edits acknowledged', acknowledged('edited')],
    ['deletions acknowledged', acknowledged('deleted')],
    ['deliveries compared', deliveries],
    ...counted('faults', faults),
    ...counted('attacks', attacks),
    ['server starts', starts],
    ['  after it exited by itself', history.incidents.filter(({ name }) => name === 'exited by itself').length],
    ['converged within', `${Math.round(convergenceMs)} ms`],
    ['peak memory', `${Math.round(peak(resourceUsage.memoryBytes) / 1024 ** 2)} MB`],
    ['peak descriptors', peak(resourceUsage.descriptors)],
    ['peak event-loop lag', `${peak(resourceUsage.lagMs)} ms`],
  ];
  const lines = rows.map(([what, value]) => `  ${what.padEnd(34)}${String(value).padStart(10)}`);
  lines.push('');
  for (const { id, property } of checkers) {
    const found = violations.get(id) ?? [];
    lines.push(`  ${id.padEnd(4)}${found.length === 0 ? 'ok' : `${found.length} violations`}  ${property}`);
    for (const example of found.slice(0, PRINTED)) lines.push(`        ${example}`);
  }
  lines.push('');
  for (const { mutant, caught, violated } of mutantResults) {
    const result = caught
      ? `caught by ${violated.join(', ')}`
      : `NOT caught by ${mutant.caughtBy} (caught by ${violated.join(', ') || 'none'}): the checker is broken`;
    lines.push(`  mutant that ${mutant.description}: ${result}`);
  }
  return lines.join('\n');
}

/** Writes the whole recording as gzipped JSON lines. Resolves with the name of the file. */
export async function writeHistory({ evidence: { history }, violations }: RunResult): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'hubbub-chaos-history-')), 'history.jsonl.gz');
  await pipeline(lines(history, violations), createGzip({ level: 1 }), createWriteStream(file));
  return file;
}

function* lines(history: History, violations: RunResult['violations']): Generator<string> {
  for (const record of records(history, violations)) yield `${JSON.stringify(record)}\n`;
}

function* records(history: History, violations: RunResult['violations']): Generator {
  for (const [check, found] of violations) for (const violation of found) yield { check, violation };
  yield* history.incidents;
  yield* history.commands;
  for (const observations of history.observations) {
    yield { observations: observations.client, room: observations.room };
    for (const { kind, seq, metadata, text, revision, at } of observations.rows())
      yield [at, kind, seq, revision, metadata, text];
  }
}
