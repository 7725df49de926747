/**
 * An address of this machine other than 127.0.0.1, to connect from as another client. On Linux all of 127.0.0.0/8 is
 * this machine; elsewhere only 127.0.0.1 is.
 */
export function otherLoopback(index = 0): string {
  return process.platform === 'linux' ? `127.0.0.${2 + index}` : '127.0.0.1';
}
