import { getPriority, setPriority } from 'node:os';
import { attacks } from './index.ts';

/**
 * The attackers, as a process: `node main.ts ATTACK PORT ROOM`. It reports to its parent when it is prepared, attacks
 * from the message `start` on, and answers `stop` with the number of things it has done.
 */
/** How much nicer than the honest members the attackers are, with whom they share a core. */
const NICENESS = 10;

const [name, port, room = ''] = process.argv.slice(2);
const attack = attacks.find((one) => one.name === name)!;
// Their own work must not delay the measurement.
setPriority(Math.min(19, getPriority() + NICENESS));
let count = 0;
const { start } = await attack.prepare({ port: Number(port), room });
process.on('message', (message) => {
  if (message === 'start') start((done) => (count += done));
  else process.send!(count, () => process.exit());
});
process.on('disconnect', () => process.exit());
process.send!('prepared');
