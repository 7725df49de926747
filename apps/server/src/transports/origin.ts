import type { FastifyRequest } from 'fastify';

/**
 * Whether a request comes from this host, or from an origin on the list (such as `https://example.org`). A request
 * without an Origin comes from a program, which does not act with a visitor's authority, and is allowed. The scheme is
 * not compared: behind a proxy that terminates TLS, the page is https and the server sees http.
 */
export function allowedOrigin(request: FastifyRequest, allowed: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  const from = URL.parse(origin);
  if (from === null || (from.protocol !== 'http:' && from.protocol !== 'https:')) return false;
  if (allowed.includes(from.origin)) return true;
  // Parsed with the page's scheme, so that an explicit default port makes no difference.
  return URL.parse(`${from.protocol}//${request.host}`)?.host === from.host;
}
