import type { MessagePage } from '@hubbub/protocol/http';
import type { Refusal } from '@hubbub/protocol/lines';
import { RefusedError } from '../errors.ts';

const PAGE_TIMEOUT_MS = 15_000;

/** Codes of failed HTTP requests, as a proxy or an older server answers, which are no refusals of the chat's. */
const httpCodes: ReadonlySet<string> = new Set(['not_found', 'method_not_allowed', 'refused']);

/** Selects a page before, after or around a `seq`, or around the first message at or after a time (ms since 1970). */
export type PageQuery = { before: number } | { after: number } | { around: number } | { at: number };

/**
 * Fetches a page of a room's messages, of the server's default size or with at most `limit` messages. Rejects with
 * RefusedError when the server refuses it, else with what `fetch` rejects with or an Error that names the status.
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
  const url = `${api}/rooms/${encodeURIComponent(room)}/messages?${search}`;
  const response = await get(url, { signal: AbortSignal.timeout(PAGE_TIMEOUT_MS) });
  if (response.ok) return (await response.json()) as MessagePage;
  const body = (await response.json().catch(() => null)) as Partial<Refusal> | null;
  if (body?.code === undefined || httpCodes.has(body.code)) throw new Error(`HTTP ${response.status}`);
  throw new RefusedError(body.code, body);
}
