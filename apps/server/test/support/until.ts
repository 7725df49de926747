import type { Client } from '@hubbub/client';

/** Resolves once the condition holds, which is checked after every change of the client. */
export function until(client: Client, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (condition()) return resolve();
    const end = client.subscribe(() => {
      if (!condition()) return;
      end();
      resolve();
    });
  });
}
