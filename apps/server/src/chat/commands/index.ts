import type { Command as WireCommand } from '@hubbub/protocol/commands';
import type { Session } from '../session.ts';
import { deleteMessage } from './delete.ts';
import { edit } from './edit.ts';
import { guest, type Guest } from './guest.ts';
import { hello } from './hello.ts';
import { join } from './join.ts';
import { leave } from './leave.ts';
import { listen, type Listen } from './listen.ts';
import { mentions } from './mentions.ts';
import { name } from './name.ts';
import { ping } from './ping.ts';
import { react, unreact } from './react.ts';
import { rename } from './rename.ts';
import { send } from './send.ts';
import { typing } from './typing.ts';
import { watch } from './watch.ts';

/** What a session can be asked: what the json dialect says, and the two things that only a plain connection does. */
export type Command = WireCommand | Guest | Listen;

/** Returns a promise when the session's next command must wait for it. Throws or rejects with a ChatError to refuse. */
export type Handler<C> = (session: Session, command: C) => Promise<void> | void;

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
  typing,
  watch,
  mentions,
  ping,
  guest,
  listen,
} satisfies {
  [Type in Command['type']]: Handler<Extract<Command, { type: Type }>>;
};

export function handle(session: Session, command: Command): Promise<void> | undefined {
  const handler = handlers[command.type] as Handler<Command>;
  return handler(session, command) ?? undefined;
}
