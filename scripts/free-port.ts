import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Systems give outgoing connections ports from 32,768 or 49,152 up. A server that is started again and again on such a
 * port loses it one day: while it is down, somebody who tries to connect gets this very port and is connected to itself.
 */
const FROM = 10_000;
const TO = 30_000;

/** A port that nobody listens on just now, and nobody is given by chance. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FROM, TO);
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
