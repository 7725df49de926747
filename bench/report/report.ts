import { printed, type Table } from './table.ts';

export interface Report {
  date: Date;
  machine: readonly string[];
  /** Of the scenarios, then ratios and targets. */
  tables: readonly Table[];
  minutes: number;
}

/** The whole of docs/benchmarks.md. */
export function report({ date, machine, tables, minutes }: Report): string {
  return `# Benchmarks

Written by \`pnpm bench\` on ${date.toISOString().slice(0, 10)}, as it came out; it took ${Math.ceil(minutes)} minutes.

${machine.map((line) => `- ${line}`).join('\n')}

## How it is measured

- All servers run one after the other in the same run, from a fresh process each, with the same load. Where there are
  several rounds, the servers take turns; the tables show medians and, in brackets, the range of the rounds.
- Hubbub keeps every message: it is committed and flushed to SQLite before anybody gets it. The others keep nothing
  ("kept"), so they do less. They are what one writes first: \`bench/servers/\`.
- The load generator is one process of raw sockets. A text has 64 characters; each frame is counted by its bytes, and up to
  ten members of each room, spread over the order in which they came, read every message. *Complete* means that each
  of those readers has every message once, and everybody in the room exactly as many bytes as they. That nobody else
  got a message twice in place of another of the same length is not looked at.
- Latency is from just before the send until one of those readers has it, both by the clock of the generator. It has
  the generator's own waiting in it. *Generator busy* is the share of the time in which it did not wait for the network
  while it sent; near 1 it is the limit, and what it says of the server is a lower bound.
- CPU is user and system time of the server's process, all threads, of the span until everything has arrived, divided
  by the deliveries. What the kernel does for loopback traffic outside of both processes is nobody's.
- Each span comes after a warm-up at the same rate. A server that does not deliver everything in the warm-up within 5 s
  after the last send is not asked again: the table says which share it delivered, and its latencies are those of
  what came. A server is stopped at 2 GB of memory.
- An idle connection is in a room of 100, after everybody came and memory stands still; code that is loaded once is not in it.
- In the storm each client hears nothing of the last 50 messages, the server goes, and the moment it listens again
  all clients connect, say how far they had read, and read on. It ends when everybody has heard a message
  posted after all had resumed. Plain connections and the other servers resume nothing: they only reconnect.
- Not measured: networks (everything is loopback), TLS, proxies, browsers, several server processes, days.

## Results

${tables.map(printed).join('\n')}
## Again

\`\`\`sh
npx -y pnpm bench                          # all of it; writes this file
npx -y pnpm bench --quick                  # shorter, prints only
npx -y pnpm bench --only fan-out,storm --servers json,ws
\`\`\`
`;
}
