import type { FastifyRequest } from 'fastify';

/**
 * Whether the page that asks may: it comes from this very host, or from an origin on the list (`https://example.org`).
 * A request without an Origin comes from a program, which carries no visitor's authority, and is allowed.
 * The scheme is not compared: behind a proxy that ends TLS the page is https and the server does not know.
 */
export function allowedOrigin(request: FastifyRequest, allowed: readonly string[]): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  const from = URL.parse(origin);
  if (from === null || (from.protocol !== 'http:' && from.protocol !== 'https:')) return false;
  if (allowed.includes(from.origin)) return true;
  // Parsed with the page's scheme, so that a default port may be written or not.
  return URL.parse(`${from.protocol}//${request.host}`)?.host === from.host;
}
