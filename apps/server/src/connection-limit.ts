import { readdirSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

/** The rest is for files: a connection that fetches an asset needs two descriptors. */
const SHARE_FOR_CONNECTIONS = 0.9;

/**
 * Refuses connections while there are still descriptors for the database and the page. When the last descriptor is
 * used, Node closes new connections without a word.
 */
export function limitConnections(app: FastifyInstance): void {
  const descriptors = freeDescriptors();
  if (descriptors === undefined) return;
  const count = Math.floor(descriptors * SHARE_FOR_CONNECTIONS);
  app.server.maxConnections = count;
  const refused = Object.assign(
    new Error(
      `Connections are refused, because ${count} are open. Allow this process more open files: \`ulimit -n\`, or LimitNOFILE= with systemd.`,
    ),
    { code: 'EMFILE' },
  );
  app.server.on('drop', () => app.log.error(refused));
}

/** Undefined where the system has no /proc, or no limit. */
function freeDescriptors(): number | undefined {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit === undefined ? undefined : Number(limit) - readdirSync('/proc/self/fd').length;
  } catch {
    return undefined;
  }
}
