import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { History } from '../recording/history.ts';
import type { AttackContext, AttackKind } from './attack.ts';

/** Ranges of the milliseconds that one attack lasts, and of those until the next one. */
const ATTACK_MS = [1_000, 4_000] as const;
const PAUSE_MS = [0, 1_000] as const;

export interface AttackerOptions extends Pick<AttackContext, 'port' | 'rooms' | 'random'> {
  kinds: readonly AttackKind[];
  history: History;
  durationMs: number;
  /** By kind; each attack that ends is added. */
  counts: Map<string, number>;
}

interface PlannedAttack {
  kind: AttackKind;
  random: Random;
  lastsMs: number;
  pauseMs: number;
}

/** Does one attack after the other. Resolves when the time is over. */
export async function attack({
  kinds,
  history,
  durationMs,
  random,
  counts,
  port,
  rooms,
}: AttackerOptions): Promise<void> {
  const end = AbortSignal.timeout(durationMs);
  for (const { kind, lastsMs, pauseMs, random: ofAttack } of planAttacks(kinds, random)) {
    history.recordIncident('attack', kind.name);
    const signal = AbortSignal.any([end, AbortSignal.timeout(lastsMs)]);
    await kind.run({ port, rooms, random: ofAttack, signal });
    counts.set(kind.name, (counts.get(kind.name) ?? 0) + 1);
    if (end.aborted) return;
    await delay(pauseMs);
  }
}

/** Attacks without end, drawn when they are taken. Each kind comes once before any is repeated. */
export function* planAttacks(kinds: readonly AttackKind[], random: Random): Generator<PlannedAttack, never> {
  let bag: AttackKind[] = [];
  for (let n = 0; ; n++) {
    if (bag.length === 0) bag = [...kinds];
    const [kind] = bag.splice(random.whole(0, bag.length - 1), 1);
    const ofAttack = random.fork(`attack ${n}`);
    const [lastsMs, pauseMs] = [ofAttack.whole(...ATTACK_MS), ofAttack.whole(...PAUSE_MS)];
    yield { kind: kind!, random: ofAttack, lastsMs, pauseMs };
  }
}
