import { vi } from 'vitest';
import type { MessagePage } from '@hubbub/protocol/http';

/** An HTTP server that answers when the test says so: by default the oldest request. */
export function createFakeFetch() {
  const asked: string[] = [];
  const answers: PromiseWithResolvers<Response>[] = [];
  const fetch = vi.fn((address: string | URL | Request) => {
    asked.push(new Request(address).url);
    const answer = Promise.withResolvers<Response>();
    answers.push(answer);
    return answer.promise;
  });
  return {
    fetch,
    asked,
    gives: (page: Partial<MessagePage>, which = 0) => answers.splice(which, 1)[0]!.resolve(Response.json(page)),
    refuses: (status: number, body: string) => answers.shift()!.resolve(new Response(body, { status })),
    isCutOff: () => answers.shift()!.reject(new TypeError('fetch failed')),
  };
}
