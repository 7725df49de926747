import type { Actor } from '../clients/actor.ts';
import type { Random } from '../random.ts';
import type { Stage } from './fault.ts';

/** Draws who is met: one, a few, or everybody. */
export function drawSome(random: Random, actors: number): number[] {
  const all = Array.from({ length: actors }, (_, index) => index);
  const count = random.chance(0.2) ? actors : random.whole(1, Math.max(1, Math.ceil(actors / 2)));
  return random.some(all, count);
}

export function who(numbers: readonly number[], { actors }: Stage): Actor[] {
  return numbers.flatMap((number) => actors[number] ?? []);
}
