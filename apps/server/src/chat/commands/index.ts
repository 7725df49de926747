import type { Command } from '../ports.ts';
import type { Session } from '../session.ts';
import { deleteMessage } from './delete.ts';
import { edit } from './edit.ts';
import { guest } from './guest.ts';
import { hello } from './hello.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { listen } from './listen.ts';
import { malformed } from './malformed.ts';
import { mentions } from './mentions.ts';
import { name } from './name.ts';
import { ping } from './ping.ts';
import { react, unreact } from './react.ts';
import { myReactions, reactions } from './reactions.ts';
import { rename } from './rename.ts';
import { send } from './send.ts';
import { typing } from './typing.ts';
import { watch } from './watch.ts';

/** Returns a promise if the session's next command must wait for it. Throws or rejects with a `ChatError` to refuse. */
type Handler<C> = (session: Session, command: C) => Promise<void> | void;

const handlers = {
  hello,
  name,
  rename,
  join,
  leave,
  send,
  edit,
  delete: deleteMessage,
  react,
  unreact,
  reactions,
  my_reactions: myReactions,
  typing,
  watch,
  mentions,
  ping,
  guest,
  listen,
  malformed,
} satisfies {
  [Type in Command['type']]: Handler<Extract<Command, { type: Type }>>;
};

export function dispatch(session: Session, command: Command): Promise<void> | undefined {
  const handler = handlers[command.type] as Handler<Command>;
  return handler(session, command) ?? undefined;
}
