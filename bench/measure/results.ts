import type { ServerName } from '../servers/contestants.ts';
import type { Span } from './measurement.ts';

export interface Idle {
  server: ServerName;
  connections: number;
  /** Bytes of the server's memory for each. */
  each: number;
  /** The memory stood still when it was read. */
  settled: boolean;
}

export interface Storm {
  server: ServerName;
  rooms: number;
  /** In each room. */
  members: number;
  signal: 'SIGTERM' | 'SIGKILL';
  /** From the signal until it listened again, in seconds. */
  down: number;
  /** From listening until everybody had resumed and heard a message posted afterwards; Infinity when not all did. */
  live: number;
  /** Clients that came back to hear it. */
  back: number;
  /** Messages that each client missed, and clients that got anything but those, once and in order. */
  missed: number;
  wrong: number;
  /** Connections that came to nothing and were tried again. */
  failures: number;
  /** Queries of the store for each room; undefined when the server does not count them. */
  reads: number | undefined;
}

export interface Highest {
  server: ServerName;
  /** Messages a second to 500 members: all delivered, p99 within bounds. 0 when even the lowest was too much. */
  rate: number;
  /** What it did there. */
  at: Span | undefined;
  /** The lowest rate that was too much, and why; undefined when no bound was found. */
  tooMuch: { rate: number; why: string } | undefined;
}

/** Everything that a run has found out. */
export interface Results {
  spans: Span[];
  idles: Idle[];
  storms: Storm[];
  highests: Highest[];
}

/** All rounds of one server at one load. */
export function rounds({ spans }: Results, server: ServerName, rooms: number, members: number, rate: number): Span[] {
  return spans.filter(
    (span) =>
      span.server === server && span.shape.rooms === rooms && span.shape.members === members && span.rate === rate,
  );
}
