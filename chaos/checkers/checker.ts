import type { Evidence } from '../recording/evidence.ts';

/** One promise. `find` gives every counter-example as a sentence. */
export interface Check {
  id: string;
  /** What holds when nothing is found. */
  says: string;
  find: (evidence: Evidence) => string[];
}
