import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../scripts/free-port.ts';
import { Crew, type CrewPlan } from './clients/client-pool.ts';
import { checks } from './checkers/index.ts';
import { readDatabase } from './recording/database.ts';
import { type Evidence, places } from './recording/evidence.ts';
import { readEvents, readPages } from './clients/fresh-reader.ts';
import { History } from './recording/history.ts';
import type { Load } from './recording/resource-usage.ts';
import { type Logged, logged } from './recording/logged-event.ts';
import { unanswered } from './checkers/unanswered.ts';
import { mountDisk, unmountDisk } from './faults/disk-full.ts';
import type { Stage } from './faults/fault.ts';
import type { Planned } from './faults/schedule.ts';
import { Host } from './server/supervisor.ts';
import type { Random } from './random.ts';
import { watchLoad } from './server/resource-monitor.ts';

export interface RunPlan {
  /** What starts the server, for this port and this folder. */
  command: (port: number, data: string) => readonly string[];
  crew: CrewPlan;
  random: Random;
  /** How long things are sent, in ms. */
  lasts: number;
  /** The faults of each target, for so many actors. */
  faults: (actors: number) => readonly (readonly Planned[])[];
  /** The data lies on a file system of its own. */
  disk: boolean;
  /** Milliseconds within which everybody has everything, once nothing bad happens any more. */
  convergesWithin: number;
  /** How the events are known in the end: over the wire alone takes rooms that one resume can read. */
  readBy: 'wire' | 'database';
}

export interface Outcome {
  evidence: Evidence;
  /** By the id of the check. */
  violations: ReadonlyMap<string, readonly string[]>;
  faults: ReadonlyMap<string, number>;
  starts: number;
  /** Milliseconds from the last fault until everybody had everything. */
  convergence: number;
}

/** One run from an empty folder to a verdict. */
export async function run(plan: RunPlan): Promise<Outcome> {
  const began = performance.now();
  const history = new History(() => performance.now() - began);
  const folder = mkdtempSync(join(tmpdir(), 'hubbub-chaos-'));
  const directory = join(folder, 'data');
  mkdirSync(directory);
  if (plan.disk) mountDisk(directory);
  const port = await freePort();
  const { rooms } = plan.crew;
  const host = new Host({ command: plan.command(port, directory), port, rooms, history });
  const cleanUp = (): void => {
    host.abandon();
    if (plan.disk) unmountDisk(directory);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', cleanUp);
  try {
    return await play(plan, host, history, directory);
  } finally {
    process.off('exit', cleanUp);
    await host.close('SIGKILL');
    cleanUp();
  }
}

async function play(plan: RunPlan, host: Host, history: History, directory: string): Promise<Outcome> {
  await host.start();
  const crew = await Crew.gather(plan.crew, host.port, history, plan.random);
  const load = emptyLoad(crew.actors.length);
  const endWatch = watchLoad(host, history, load);
  try {
    const faults = await disturb(plan, { host, actors: crew.actors, history, directory }, crew);
    const unrest: string[] = [];
    const convergence = await converge(crew, host, plan.convergesWithin, unrest);
    endWatch();
    await crew.leave();
    const read = await readOverWire(host, history);
    await host.close('SIGTERM');
    const log = plan.readBy === 'database' ? readDatabase(directory) : read;
    const placed = places(log, history);
    unrest.push(...host.surprises, ...unanswered(history, placed));
    const evidence: Evidence = { history, log, placed, heads: host.heads, load, unrest };
    const violations = new Map(checks.map((check) => [check.id, check.find(evidence)]));
    return { evidence, violations, faults, starts: host.starts, convergence };
  } finally {
    endWatch();
    crew.rest();
    await crew.leave();
  }
}

/** Everybody acts while everything happens. Gives how often each kind of fault did. */
async function disturb(plan: RunPlan, stage: Stage, crew: Crew): Promise<Map<string, number>> {
  const met = new Map<string, number>();
  const end = stage.history.now() + plan.lasts;
  crew.start();
  const faults = plan.faults(crew.actors.length);
  await Promise.all([delay(plan.lasts), ...faults.map((planned) => meet(planned, stage, end, met))]);
  crew.rest();
  return met;
}

async function readOverWire(host: Host, history: History): Promise<Map<string, Logged[]>> {
  const rooms = new Map<string, Logged[]>();
  for (const [room, { head }] of await host.readHeads()) {
    const events = await readEvents(host.port, room, head, history);
    rooms.set(room, events.map(logged));
    await readPages(host.http, room, history);
  }
  return rooms;
}

/** One fault after the other, until the time is over. */
async function meet(planned: readonly Planned[], stage: Stage, end: number, met: Map<string, number>): Promise<void> {
  for (const { pause, kind, fault } of planned) {
    await delay(pause);
    if (stage.history.now() + fault.lasts > end) return;
    stage.history.mark(kind.name, fault.detail);
    await fault.run(stage).catch((error: unknown) => {
      // Said at once: what is cleaned up afterwards may not come to an end.
      process.stderr.write(`${kind.name}, ${fault.detail}: ${String(error)}\n`);
      throw error;
    });
    stage.history.mark(`${kind.name} is over`);
    met.set(kind.name, (met.get(kind.name) ?? 0) + 1);
  }
}

/** Mends everything, and waits until everybody has everything. */
async function converge(crew: Crew, host: Host, within: number, unrest: string[]): Promise<number> {
  const began = performance.now();
  for (const actor of crew.actors) {
    actor.line.heal();
    actor.wake();
  }
  for (let lacks: string[] = []; ; await delay(50)) {
    const heads = await host.readHeads().catch(() => undefined);
    lacks = heads
      ? crew.lacks(new Map([...heads].map(([room, { head }]) => [room, head])))
      : ['the server does not answer'];
    const passed = performance.now() - began;
    if (lacks.length === 0) return passed;
    if (passed < within) continue;
    unrest.push(...lacks.map((lack) => `${within} ms after the last fault ${lack}`));
    return passed;
  }
}

function emptyLoad(actors: number): Load {
  const most = { memory: 400 * 1024 ** 2, descriptors: 64 + 4 * actors, lag: 2_000 };
  return { memory: [], descriptors: [], lag: [], most };
}
