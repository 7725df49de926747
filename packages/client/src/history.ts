import { errors, type ErrorCode, type NameReason } from '@hubbub/protocol/errors';
import type { ErrorBody, MessagePage } from '@hubbub/protocol/http';
import { RefusedError } from './refused-error.ts';

/** Milliseconds for one page. */
const PAGE_WITHIN = 15_000;

/** Right before or after a `seq`, around one, or around the first message from a time on (milliseconds since 1970). */
export type PageQuery = { before: number } | { after: number } | { around: number } | { at: number };

/**
 * A page of a room's messages, of the server's size or of `limit`.
 * Rejects with RefusedError when the server says why not, else with what `fetch` gives or an Error naming the status.
 */
export async function readPage(
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
  if (!isErrorCode(body?.code)) throw new Error(`HTTP ${response.status}`);
  throw new RefusedError(body.code, {
    ...(body.message && { message: body.message }),
    ...(body.reason && { reason: body.reason as NameReason }),
    ...(body.field && { field: body.field }),
  });
}

function isErrorCode(code: string | undefined): code is ErrorCode {
  return code !== undefined && Object.hasOwn(errors, code);
}
