import type { ErrorCode, NameReason } from '@hubbub/protocol/errors';
import type { ErrorBody, MessagePage } from '@hubbub/protocol/http';
import { RefusedError } from '../errors.ts';

/** Milliseconds for one page. */
const PAGE_WITHIN = 15_000;

/** What is wrong with the request itself, as a proxy or an older server may find it. */
const ofHttp: ReadonlySet<string> = new Set(['not_found', 'method_not_allowed', 'refused']);

/** Right before or after a `seq`, around one, or around the first message from a time on (milliseconds since 1970). */
export type PageQuery = { before: number } | { after: number } | { around: number } | { at: number };

/**
 * A page of a room's messages, of the server's size or of `limit`.
 * Rejects with RefusedError when the server says why not, else with what `fetch` gives or an Error naming the status.
 */
export async function fetchPage(
  get: typeof fetch,
  api: string,
  room: string,
  query: PageQuery,
  limit?: number,
): Promise<MessagePage> {
  const fields = Object.entries({ ...query, ...(limit !== undefined && { limit }) });
  const search = fields.map(([name, value]) => `${name}=${value}`).join('&');
  const address = `${api}/rooms/${encodeURIComponent(room)}/messages?${search}`;
  const response = await get(address, { signal: AbortSignal.timeout(PAGE_WITHIN) });
  if (response.ok) return (await response.json()) as MessagePage;
  const body = (await response.json().catch(() => null)) as Partial<ErrorBody> | null;
  if (body?.code === undefined || ofHttp.has(body.code)) throw new Error(`HTTP ${response.status}`);
  throw new RefusedError(body.code as ErrorCode, {
    ...(body.message && { message: body.message }),
    ...(body.reason && { reason: body.reason as NameReason }),
    ...(body.field && { field: body.field }),
  });
}
