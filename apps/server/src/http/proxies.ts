import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Headers that proxies add. */
const forwarded = /^(?:forwarded|via|x-forwarded-.*|x-real-ip|cf-.*|true-client-ip)$/;

/** A trusted proxy says on whose behalf it makes this request. */
export function isForwarded({ ips, host, raw }: FastifyRequest): boolean {
  return ips !== undefined && (ips.length > 1 || host !== raw.headers.host);
}

/**
 * Whether a program on this machine made this request. A proxy on this machine also connects from a loopback address: it
 * adds headers, or speaks HTTP/1.0 as nginx does unless it is told otherwise. Browsers do neither.
 */
export function isLocal(request: FastifyRequest): boolean {
  const { headers, socket } = request;
  const name = nameIn(headers.host);
  return (name === 'localhost' || isLoopback(name)) && isLoopback(socket.remoteAddress ?? '') && isDirect(request);
}

/** No proxy has had a part in this request, as far as one can see. */
export function isDirect({ headers, raw }: FastifyRequest): boolean {
  return raw.httpVersion !== '1.0' && !Object.keys(headers).some((name) => forwarded.test(name));
}

/** The name or address in a Host header, without its port and the brackets of an IPv6 address. */
export function nameIn(host = ''): string {
  return URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$/g, '') ?? '';
}

function isLoopback(address: string): boolean {
  return isIP(address) !== 0 && /^(?:::1$|(?:::ffff:)?127\.)/.test(address);
}
