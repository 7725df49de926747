import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../scripts/free-port.ts';
import { attack } from './attackers/attacker.ts';
import type { AttackKind } from './attackers/attack.ts';
import { ClientPool, type ClientPoolPlan } from './clients/client-pool.ts';
import { checkers } from './checkers/index.ts';
import { readDatabase } from './recording/database.ts';
import { type Evidence, evidenceOf } from './recording/evidence.ts';
import { readEvents, readPages } from './clients/fresh-reader.ts';
import { History } from './recording/history.ts';
import { type LoggedEvent, toLoggedEvent } from './recording/logged-event.ts';
import { unanswered } from './checkers/unanswered.ts';
import { mountDisk, unmountDisk } from './faults/disk-full.ts';
import type { FaultContext } from './faults/fault.ts';
import type { ScheduledFault } from './faults/schedule.ts';
import { Supervisor } from './server/supervisor.ts';
import type { Random } from './random.ts';
import { monitorResources } from './server/resource-monitor.ts';

export interface RunPlan {
  /** The command that starts the server on this port with this data directory. */
  command: (port: number, data: string) => readonly string[];
  clients: ClientPoolPlan;
  /** Clients that attack the server meanwhile; each does these attacks in an order of its own. */
  attackers: { count: number; kinds: readonly AttackKind[] };
  random: Random;
  /** Milliseconds during which commands are sent. */
  durationMs: number;
  /** One schedule per target, for this number of clients. */
  faults: (actors: number) => readonly (readonly ScheduledFault[])[];
  /** Whether the data is on a file system of its own. */
  ownFileSystem: boolean;
  /** Milliseconds within which every client must be up to date after the last fault. */
  convergenceTimeoutMs: number;
  /** Where the final events are read from. Over the wire, rooms must be short enough for one resume. */
  readBy: 'wire' | 'database';
}

export interface RunResult {
  evidence: Evidence;
  /** By the checker's id. */
  violations: ReadonlyMap<string, readonly string[]>;
  faults: ReadonlyMap<string, number>;
  attacks: ReadonlyMap<string, number>;
  starts: number;
  /** Milliseconds from the last fault until every client was up to date. */
  convergenceMs: number;
}

/** One complete run, from an empty directory to the result of the checkers. */
export async function run(plan: RunPlan): Promise<RunResult> {
  const startedAt = performance.now();
  const history = new History(() => performance.now() - startedAt);
  const folder = mkdtempSync(join(tmpdir(), 'hubbub-chaos-'));
  const directory = join(folder, 'data');
  mkdirSync(directory);
  if (plan.ownFileSystem) mountDisk(directory);
  const port = await freePort();
  const { rooms } = plan.clients;
  const supervisor = new Supervisor({ command: plan.command(port, directory), port, rooms, history });
  const cleanUp = (): void => {
    supervisor.kill();
    if (plan.ownFileSystem) unmountDisk(directory);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', cleanUp);
  try {
    return await runServer(plan, supervisor, history, directory);
  } finally {
    process.off('exit', cleanUp);
    await supervisor.close('SIGKILL');
    cleanUp();
  }
}

async function runServer(
  plan: RunPlan,
  supervisor: Supervisor,
  history: History,
  directory: string,
): Promise<RunResult> {
  await supervisor.start();
  await using pool = await ClientPool.connect(plan.clients, supervisor.port, history, plan.random);
  using monitor = monitorResources(supervisor, history, pool.actors.length, plan.attackers.count);
  const violations = new Map<string, string[]>(checkers.map(({ id }) => [id, []]));
  const check = (evidence: Evidence): void => {
    for (const { id, findViolations } of checkers)
      for (const violation of findViolations(evidence)) violations.get(id)!.push(violation);
  };
  const checkNow = (): void => check(evidenceOf({ history, log: readDatabase(directory, plan.clients.rooms) }));
  const { faults, attacks } = await runWithFaults(
    plan,
    { supervisor, actors: pool.actors, rooms: plan.clients.rooms, history, directory, checkNow },
    pool,
  );
  const { convergenceMs, unfinished } = await converge(pool, supervisor, plan.convergenceTimeoutMs);
  monitor[Symbol.dispose]();
  await pool[Symbol.asyncDispose]();
  const read = await readOverWire(supervisor, history);
  await supervisor.close('SIGTERM');
  const log = plan.readBy === 'database' ? readDatabase(directory, plan.clients.rooms) : read;
  const { heads, unexpectedExits } = supervisor;
  const evidence = evidenceOf({ history, log, heads, resourceUsage: monitor.resourceUsage, unfinished });
  unfinished.push(...unexpectedExits, ...unanswered(evidence));
  check(evidence);
  return { evidence, violations, faults, attacks, starts: supervisor.starts, convergenceMs };
}

/** Runs the clients, the faults and the attackers at the same time. Returns the number of each kind. */
async function runWithFaults(
  plan: RunPlan,
  context: Omit<FaultContext, 'affected'>,
  pool: ClientPool,
): Promise<Pick<RunResult, 'faults' | 'attacks'>> {
  const faults = new Map<string, number>();
  const attacks = new Map<string, number>();
  const { history, supervisor } = context;
  const { durationMs, random, clients, attackers } = plan;
  const end = history.now() + durationMs;
  pool.start();
  await Promise.all([
    delay(durationMs),
    ...plan.faults(pool.actors.length).map((planned) => runSchedule(planned, context, end, faults)),
    ...Array.from({ length: attackers.count }, (_, i) =>
      attack({
        port: supervisor.port,
        rooms: clients.rooms,
        kinds: attackers.kinds,
        random: random.fork(`attacker ${i + 1}`),
        history,
        durationMs,
        counts: attacks,
      }),
    ),
  ]);
  pool.pause();
  return { faults, attacks };
}

async function readOverWire(supervisor: Supervisor, history: History): Promise<Map<string, LoggedEvent[]>> {
  const rooms = new Map<string, LoggedEvent[]>();
  for (const [room, { head }] of await supervisor.readHeads()) {
    const events = await readEvents(supervisor.port, room, head, history);
    rooms.set(room, events.map(toLoggedEvent));
    await readPages(supervisor.http, room, history);
  }
  return rooms;
}

/** Runs one schedule until the time is over. */
async function runSchedule(
  schedule: readonly ScheduledFault[],
  context: Omit<FaultContext, 'affected'>,
  end: number,
  faultCounts: Map<string, number>,
): Promise<void> {
  const { history, actors } = context;
  for (const { pauseMs, kind, fault, ...planned } of schedule) {
    await delay(pauseMs);
    if (history.now() + fault.maxDurationMs > end) return;
    history.recordIncident(kind.name, `${fault.detail}, ${planned.affected.length} clients`);
    const affected = planned.affected.map((index) => actors[index]!);
    await fault.run({ ...context, affected }).catch((error: unknown) => {
      // Printed at once, because the cleanup that follows may hang.
      process.stderr.write(`${kind.name}, ${fault.detail}: ${String(error)}\n`);
      throw error;
    });
    // These notice at once that the server is back; the others do so when they next try.
    if (kind.target === 'server') for (const actor of affected) actor.wake();
    history.recordIncident(`${kind.name} is over`);
    faultCounts.set(kind.name, (faultCounts.get(kind.name) ?? 0) + 1);
  }
}

/** Heals every connection and waits until every client is up to date. */
async function converge(
  pool: ClientPool,
  supervisor: Supervisor,
  timeoutMs: number,
): Promise<{ convergenceMs: number; unfinished: string[] }> {
  const startedAt = performance.now();
  for (const actor of pool.actors) {
    actor.proxy.heal();
    actor.wake();
  }
  for (;;) {
    const unfinished = await supervisor.readHeads().then(
      (heads) => pool.unfinished(new Map([...heads].map(([room, { head }]) => [room, head]))),
      () => ['the server does not answer'],
    );
    const convergenceMs = performance.now() - startedAt;
    if (unfinished.length === 0 || convergenceMs >= timeoutMs)
      return { convergenceMs, unfinished: unfinished.map((item) => `${timeoutMs} ms after the last fault ${item}`) };
    await delay(50);
  }
}
