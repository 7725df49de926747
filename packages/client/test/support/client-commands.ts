import fc from 'fast-check';
import * as actions from './action-commands.ts';
import type { ModelCommand } from './model-command.ts';
import * as page from './page-commands.ts';
import * as server from './server-commands.ts';

/** The relative frequency of each command. */
const weights: [number, fc.Arbitrary<ModelCommand>][] = [
  [8, actions.send],
  [4, actions.editOrDelete],
  [2, actions.reply],
  [4, actions.react],
  [6, server.handle],
  [4, server.deliver],
  [2, server.deliverInOneFrame],
  [4, server.acknowledge],
  [2, server.broadcastOrRefuse],
  [2, server.lose],
  [1, server.deliverAll],
  [5, server.othersAct],
  [2, server.burst],
  [4, page.cut],
  [12, page.connect],
  [2, actions.retry],
  [1, actions.discard],
  [1, page.reload],
  [1, page.restore],
  [1, page.rejoin],
  [3, page.scrollUp],
  [2, page.scrollDown],
  [3, page.jump],
  [1, page.returnToNewest],
  [4, page.deliverPages],
];
/** Commands of all kinds, in any order. */
export const clientCommands = fc.commands(
  weights.flatMap(([weight, command]) => Array<typeof command>(weight).fill(command)),
  { maxCommands: 100, size: 'max' },
);
