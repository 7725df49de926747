import type { ServerName } from '../servers/contestants.ts';
import type { Sample } from './measurement.ts';

export interface IdleResult {
  server: ServerName;
  bytesPerConnection: number;
  /** Whether the memory was stable when it was read. */
  settled: boolean;
}

export interface StormResult {
  server: ServerName;
  rooms: number;
  /** Per room. */
  members: number;
  signal: 'SIGTERM' | 'SIGKILL';
  /** From the signal until the server listened again. */
  downSeconds: number;
  /** From listening until every client had resumed and received a later message; Infinity if not all did. */
  liveSeconds: number;
  /** Clients that received the later message. */
  liveClients: number;
  missedPerClient: number;
  /** Clients that did not receive the missed messages exactly once and in order. */
  wrongClients: number;
  /** Attempts to connect that failed and were repeated. */
  failedConnections: number;
  /** Reads of the log; undefined if the server does not count them. */
  readsPerRoom: number | undefined;
}

export interface HighestRateResult {
  server: ServerName;
  /** Messages per second to 500 members with all delivered and p99 within its limit; 0 if the lowest was too much. */
  rate: number;
  /** The sample at that rate. */
  sample: Sample | undefined;
  /** The lowest rate that was too much, and why; undefined if no limit was found. */
  tooMuch: { rate: number; why: string } | undefined;
}

export interface FairnessResult {
  /** The title of the attack, or "none". */
  attack: string;
  /** What the attackers sent, as in "messages", and how much of it per second; empty and 0 without an attack. */
  unit: string;
  attacksPerSecond: number;
  complete: boolean;
  /** Share of the honest deliveries, 0 to 1. */
  deliveredShare: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** The highest resident memory of the server. */
  peakMemoryBytes: number;
  generatorUtilization: number;
  /** Whether the server was still running. */
  survived: boolean;
}

/** Everything that one run has measured. */
export interface Results {
  fairness: FairnessResult[];
  samples: Sample[];
  idles: IdleResult[];
  storms: StormResult[];
  highestRates: HighestRateResult[];
}
