import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ephemeral ports, which begin at 32,768 or 49,152. While a server on an ephemeral port is down, a client that
 * tries to reconnect may be assigned that port itself and connect to itself.
 */
const MIN_PORT = 10_000;
const MAX_PORT = 30_000;

/** A port that is free now and is not assigned to outgoing connections. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(MIN_PORT, MAX_PORT);
    const server = createServer();
    const listening = once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.listen(port, '127.0.0.1');
    if (!(await listening)) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
