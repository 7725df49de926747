import { vi } from 'vitest';
import type { MessagePage } from '@hubbub/protocol/http';

/** An HTTP server that answers when the test decides: by default the oldest request. */
export function createFakeFetch() {
  const requests: string[] = [];
  const responses: PromiseWithResolvers<Response>[] = [];
  const fetch = vi.fn((address: string | URL | Request) => {
    requests.push(new Request(address).url);
    const response = Promise.withResolvers<Response>();
    responses.push(response);
    return response.promise;
  });
  return {
    fetch,
    requests,
    respond: (page: Partial<MessagePage>, index = 0) => responses.splice(index, 1)[0]!.resolve(Response.json(page)),
    respondError: (status: number, body: string) => responses.shift()!.resolve(new Response(body, { status })),
    fail: () => responses.shift()!.reject(new TypeError('fetch failed')),
  };
}
