import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusal } from './errors.ts';
import { isForwarded, nameIn } from './proxies.ts';

/**
 * Names that public DNS does not have: without a dot, of the local network (RFC 6762, RFC 8375, and what routers use),
 * and those that ICANN keeps for private use.
 */
const PRIVATE_NAME = /^[^.]+$|\.(?:localhost|local|lan|home\.arpa|internal)$/;

/**
 * Refuses requests of browsers for names that are not this server's. A page of another site may give its own name this
 * server's address (DNS rebinding). Then the browser takes the two for one site, and only the name tells them apart.
 */
export function checkHosts(app: FastifyInstance, names: readonly string[]): void {
  const own = new Set([hostname().toLowerCase(), ...names]);
  app.addHook('onRequest', (request, _reply, done) => {
    if (cannotBeRebound(request) || isOwn(request.host, own)) done();
    else done(refusal(403, 'This is not a name of this server. Its operator can add names with --host-names.'));
  });
}

/** Node takes the first of several, and a proxy may take another one. */
export function refuseSeveralHosts(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const hosts = request.raw.rawHeaders.filter((name, i) => i % 2 === 0 && /^host$/i.test(name));
    done(hosts.length > 1 ? refusal(400, 'A request has one Host.') : undefined);
  });
}

/**
 * The page of another site has a name without a certificate for this server, so its browser uses plain HTTP. It sends
 * `Sec-Fetch-Site` only with TLS, always an Origin with a WebSocket, and always a Host; scripts cannot change that. And
 * a trusted proxy decides by itself which names it serves.
 */
function cannotBeRebound(request: FastifyRequest): boolean {
  const { headers, host, raw } = request;
  const isFromProgram = host === '' || (raw.upgrade === true && headers.origin === undefined);
  const isOverTls = headers['sec-fetch-site'] !== undefined || headers.origin?.startsWith('https://') === true;
  return isFromProgram || isOverTls || isForwarded(request);
}

function isOwn(host: string, own: ReadonlySet<string>): boolean {
  // Without the dot of a full name.
  const name = nameIn(host).replace(/\.$/, '');
  return isIP(name) !== 0 || PRIVATE_NAME.test(name) || own.has(name);
}
