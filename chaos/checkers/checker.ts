import type { Evidence } from '../recording/evidence.ts';

/** Checks one property of a run. `findViolations` describes each violation in a sentence. */
export interface Checker {
  id: string;
  /** The property that holds if nothing is found. */
  property: string;
  findViolations: (evidence: Evidence) => string[];
}
