import { errors, type ErrorCode, type NameReason } from '@hubbub/protocol/errors';
import type { ErrorBody, MessagePage } from '@hubbub/protocol/http';
import { RefusedError } from './refused-error.ts';

/** Milliseconds for one page. */
const PAGE_WITHIN = 15_000;

/**
 * The page of messages right before this `seq`.
 * Rejects with RefusedError when the server says why not, else with what `fetch` gives or an Error naming the status.
 */
export async function pageBefore(get: typeof fetch, api: string, room: string, before: number): Promise<MessagePage> {
  const address = `${api}/rooms/${encodeURIComponent(room)}/messages?before=${before}`;
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
