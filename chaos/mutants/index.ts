import { fileURLToPath } from 'node:url';
import type { Random } from '../random.ts';
import { kill } from '../faults/kill.ts';
import { run } from '../run.ts';

/** A server with a flaw, and the check that must find it. */
interface Control {
  flaw: string;
  says: string;
  caughtBy: string;
  /** When it is killed, in ms between one and the next. */
  kills: readonly number[];
}

const controls: readonly Control[] = [
  { flaw: 'early-ack', says: 'acknowledges before the commit', caughtBy: 'C1', kills: [1_500] },
  { flaw: 'forgetful', says: 'forgets cids when it ends', caughtBy: 'C3', kills: [1_500] },
  { flaw: 'hole', says: 'leaves a hole in seq', caughtBy: 'C4', kills: [] },
  { flaw: 'drop', says: 'drops an event on the way to everybody', caughtBy: 'C6', kills: [] },
  { flaw: 'swap', says: 'tells two events in the wrong order', caughtBy: 'C6', kills: [] },
];

export interface Verdict {
  control: Control;
  caught: boolean;
  /** The checks that found something. */
  by: readonly string[];
}

const program = fileURLToPath(new URL('serve.ts', import.meta.url));
const LASTS = 3_200;

/** Whether the checks find what they must. Two at a time: each takes more waiting than work. */
export async function runControls(random: Random): Promise<Verdict[]> {
  const waiting = [...controls];
  const verdicts: Verdict[] = [];
  const work = async (): Promise<void> => {
    for (let control = waiting.shift(); control; control = waiting.shift())
      verdicts.push(await tryControl(control, random.fork(control.flaw)).catch((error) => failed(control, error)));
  };
  await Promise.all([work(), work()]);
  return controls.flatMap((control) => verdicts.filter((verdict) => verdict.control === control));
}

/** What cannot be run cannot be caught either. */
function failed(control: Control, error: unknown): Verdict {
  return { control, caught: false, by: [`an error: ${error instanceof Error ? error.message : String(error)}`] };
}

async function tryControl(control: Control, random: Random): Promise<Verdict> {
  const { violations } = await run({
    command: (port, data) => [process.execPath, program, control.flaw, `${port}`, data],
    // Clients that heal nothing, in rooms that one resume can read.
    crew: {
      rooms: ['lobby', 'tea'],
      app: { count: 0, rate: 0 },
      raw: { count: 3, rate: 30, readers: 2 },
      plain: { count: 0, rate: 0, readers: 1 },
    },
    random,
    lasts: LASTS,
    faults: (actors) => [
      control.kills.map((pause) => ({ pause, kind: kill, fault: { ...kill.draw(random, actors), lasts: 0 } })),
    ],
    disk: false,
    convergesWithin: 1_000,
    readBy: 'wire',
  });
  const by = [...violations].filter(([, found]) => found.length > 0).map(([id]) => id);
  return { control, caught: by.includes(control.caughtBy), by };
}
