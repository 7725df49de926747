import type { MeasuredServer } from '../servers/measured-server.ts';

/** A server above this is stopped. */
const MAX_MEMORY_BYTES = 2_000_000_000;
const CHECK_INTERVAL_MS = 100;

/** Returns a function, to be called often, that is true once the server has exited or is too large to go on. */
export function memoryGuard(server: MeasuredServer): () => boolean {
  let checkedAt = performance.now();
  return () => {
    if (performance.now() - checkedAt < CHECK_INTERVAL_MS) return false;
    checkedAt = performance.now();
    return !server.running || server.usage.memoryBytes > MAX_MEMORY_BYTES;
  };
}
