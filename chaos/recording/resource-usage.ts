/** Samples of the server's process, and the limits that they must not exceed. */
export interface ResourceUsage {
  memoryBytes: number[];
  descriptors: number[];
  /** Event-loop lag, measured only when no fault has disturbed the process within the last seconds. */
  lagMs: number[];
  limits: { memoryBytes: number; descriptors: number; lagMs: number };
}
