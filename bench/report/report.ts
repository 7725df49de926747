import { formatTable, type Table } from './table.ts';

/** The contents of docs/benchmarks.md. */
export function report(machine: readonly string[], tables: readonly Table[], minutes: number): string {
  return `# Benchmarks

Written by \`pnpm bench\` on ${new Date().toISOString().slice(0, 10)}, unedited; the run took ${Math.ceil(minutes)} minutes.

${machine.map((line) => `- ${line}`).join('\n')}

## Method

- All servers run one after the other in the same run, each in a fresh process and under the same load. Where there are
  several rounds, the servers alternate; the tables show medians and, in brackets, the range of the rounds.
- Hubbub is durable: every message is committed and flushed to SQLite before it is delivered. The other servers store
  nothing, so they do less work. They are naive implementations: \`bench/servers/\`.
- The load generator is one process of raw sockets. A text has 64 characters. The bytes of all frames are counted, and
  up to ten members of each room, spread over the order of joining, parse every message. *Complete* means that each of
  these readers received every message exactly once, and every member exactly as many bytes as they did. It would not
  be noticed if another member received a message twice instead of a different one of the same length.
- Latency is measured from just before the send until a reader has the message, both by the generator's clock. It
  includes the generator's own delays. *Generator busy* is the event-loop utilization of the generator while it sends;
  near 1 the generator is the limit, and the figures are a lower bound for the server.
- CPU is user and system time of the server's process, all threads, until everything has arrived, divided by the
  number of deliveries. Kernel work for loopback traffic outside of both processes is not included.
- Each sample follows a warm-up at the same rate. If the warm-up is not delivered completely within 5 s after the last
  send, it is the result: the table shows the delivered share and the latencies of the delivered messages. A server is
  stopped at 2 GB of memory.
- Idle connections are in rooms of 100. Memory is read once it is stable; code that is loaded once is not included.
- In the storm, each client misses the last 50 messages, the server restarts, and as soon as it listens again all
  clients connect and resume from their cursors. It ends when every client has received a message that was posted
  after all had resumed. Plain connections and the other servers cannot resume; their clients only reconnect.
- Beside attackers, the server runs with its default limits (\`--limits 1\`); everywhere else without. The honest members
  are one process, all of whom parse every message; the attackers are another one on the same core, with a lower
  priority, raw sockets and buffers that are made once. They write as much as the server reads, connect from other
  addresses than the honest members unless the row says otherwise, and begin together with the measurement.
- Not measured: networks (everything is loopback), TLS, proxies, browsers, several server processes, long runs.

## Results

${tables.map(formatTable).join('\n')}
## Reproduce

\`\`\`sh
npx -y pnpm bench                          # everything; writes this file
npx -y pnpm bench --quick                  # shorter, prints only
npx -y pnpm bench --only fan-out,storm --servers json,ws
npx -y pnpm bench fairness                 # only the attackers
npx -y pnpm bench --against DIR            # this checkout relative to another one
\`\`\`
`;
}
