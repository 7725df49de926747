import type { Actor } from '../clients/actor.ts';
import type { Random } from '../random.ts';
import type { FaultContext } from './fault.ts';

/** Draws the indexes of the affected clients: one, several or all. */
export function drawActors(random: Random, actors: number): number[] {
  const all = Array.from({ length: actors }, (_, index) => index);
  const count = random.chance(0.2) ? actors : random.whole(1, Math.max(1, Math.ceil(actors / 2)));
  return random.sample(all, count);
}

export function actorsAt(numbers: readonly number[], { actors }: FaultContext): Actor[] {
  return numbers.flatMap((number) => actors[number] ?? []);
}
