import { Attackers } from '../attacks/attackers.ts';
import type { Attack } from '../attacks/attack.ts';
import { attacks } from '../attacks/index.ts';
import { LoadGenerator } from '../load/load-generator.ts';
import { withTimeout } from '../load/timeout.ts';
import { memoryGuard } from '../measure/memory-guard.ts';
import type { FairnessResult } from '../measure/results.ts';
import { fairnessTable } from '../report/fairness-table.ts';
import type { Contestant } from '../servers/contestants.ts';
import { MeasuredServer } from '../servers/measured-server.ts';
import { eachServer, type Scenario } from './scenario.ts';

/** The honest members: everybody reads, and these send 50 messages a second together. */
const MEMBERS = 200;
const SENDERS = 50;
const RATE = 50;
/** The generator names its first room so. */
const ROOM = 'r0';
const CONNECT_TIMEOUT_MS = 60_000;
/** As users have them; the other scenarios measure without limits. */
const DEFAULT_LIMITS = { HUBBUB_LIMITS: '1' };

/** Honest members beside attackers, on a server with its default limits. */
export const fairness: Scenario = {
  name: 'fairness',
  async run(context) {
    const notes: string[] = [];
    const rows: FairnessResult[] = [];
    const servers = context.servers.filter(({ name }) => name === 'json');
    for (const attack of [undefined, ...attacks]) {
      const title = `fairness, ${attack?.title ?? 'no attack'}`;
      const { found, notes: failed } = await eachServer({ ...context, servers }, title, (contestant) =>
        measureBeside(attack, contestant, context.quick ? 3 : 8),
      );
      rows.push(...found);
      notes.push(...failed);
    }
    if (servers.length === 0) return;
    context.results.fairness.push(...rows);
    context.show(fairnessTable(`${MEMBERS} honest members, ${RATE} msg/s, beside attackers`, rows, notes));
  },
};

async function measureBeside(
  attack: Attack | undefined,
  contestant: Contestant,
  seconds: number,
): Promise<FairnessResult> {
  await using server = await MeasuredServer.start(contestant, DEFAULT_LIMITS);
  const { port } = server;
  const { wireFormat } = contestant;
  using members = new LoadGenerator({
    wireFormat,
    port,
    rooms: 1,
    members: MEMBERS,
    senders: SENDERS,
    readers: MEMBERS,
  });
  await withTimeout(CONNECT_TIMEOUT_MS, members.connect());
  await members.settle();
  await members.run(RATE, 1);
  using attackers = attack && (await Attackers.prepare(attack, { port, room: ROOM }));
  // Both start together, so that the beginning of the attack is measured as well.
  attackers?.start();
  const startedAt = performance.now();
  const result = await members.run(RATE, seconds, memoryGuard(server));
  const attackSeconds = (performance.now() - startedAt) / 1_000;
  const count = (await attackers?.stop()) ?? 0;
  const { running: survived } = server;
  return {
    attack: attack?.title ?? 'none',
    unit: attack?.unit ?? '',
    attacksPerSecond: count / attackSeconds,
    complete: result.complete,
    deliveredShare: result.delivered / result.expected,
    p50Ms: result.latency.quantile(0.5),
    p95Ms: result.latency.quantile(0.95),
    p99Ms: result.latency.quantile(0.99),
    peakMemoryBytes: survived ? server.usage.peakMemoryBytes : NaN,
    generatorUtilization: result.generatorUtilization,
    survived,
  };
}
