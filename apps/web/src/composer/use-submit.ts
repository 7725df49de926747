import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { App } from '../model/app.ts';
import { trimmed } from '../model/text-bytes.ts';
import { done, type Outcome } from '../slash/command.ts';
import { say } from '../slash/say.ts';
import { words } from '../i18n/words.ts';

interface Options {
  app: App;
  room: string;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  write: (text: string) => void;
}

/** Sends what was written, and does what was commanded. Asks for the name first, where there is none. */
export function useSaying({ app, room, field, text, write }: Options) {
  const [asking, setAsking] = useState<Extract<Outcome, { type: 'unnamed' }> | null>(null);
  const [why, setWhy] = useState('');
  const [help, setHelp] = useState(false);
  const held = useRef<string[]>([]);
  const busy = useRef(false);
  const me = app.me.value;

  useEffect(() => {
    if (me) setAsking(null);
  }, [me]);

  const inField = (): string => field.current?.value ?? app.writing.drafts.get(room) ?? '';
  /** It is said: it goes from the field, and what was written behind it meanwhile stays. */
  const take = (said: string): void => {
    const now = inField();
    if (trimmed(now) === said) write('');
    else if (now.startsWith(said)) write(now.slice(said.length).trimStart());
  };
  const settle = (said: string, outcome: Outcome): void => {
    if (outcome.type === 'unnamed') return setAsking(outcome);
    if (outcome.type === 'refused') setWhy(outcome.why);
    else take(said);
    if (outcome.type === 'help') setHelp(true);
    field.current?.focus();
  };

  /** While the name is being asked for, what is said waits in its order; the first of it stays in sight. */
  const hold = (): void => {
    const said = trimmed(text);
    if (said === held.current[0]) return;
    held.current.push(said);
    if (held.current.length > 1) write('');
  };
  const submit = async (): Promise<void> => {
    if (held.current.length > 0) return hold();
    // A command may wait for the server; then so does Enter.
    if (busy.current) return;
    busy.current = true;
    setWhy('');
    setHelp(false);
    const said = trimmed(text);
    try {
      settle(said, await say(app, room, said));
    } catch {
      // A part of the page that could not be fetched.
      setWhy(words.noAnswer);
    } finally {
      busy.current = false;
    }
  };
  const named = async (): Promise<void> => {
    const waiting = held.current.splice(0);
    const onlyName = asking?.again === false;
    setAsking(null);
    const back: string[] = [];
    for (const [place, said] of waiting.entries()) {
      const outcome = said === '' || (place === 0 && onlyName) ? done : await say(app, room, said);
      if (outcome.type === 'done' || outcome.type === 'help') {
        if (place === 0) take(said);
      } else {
        if (place > 0) back.push(said);
        if (outcome.type === 'refused') setWhy(outcome.why);
      }
    }
    if (back.length > 0) write([...back, inField()].join('\n').trimEnd());
    field.current?.focus();
  };
  const refused = (): void => {
    const waiting = held.current.splice(0);
    if (waiting.length > 1) write([...waiting, inField()].join('\n').trimEnd());
  };
  /** What waited is not said after all, and stands in the field again. */
  const cancel = (): void => {
    refused();
    setAsking(null);
    field.current?.focus();
  };
  /** Closes what stands around the field, the nearest first. Returns whether there was anything. */
  const dismiss = (): boolean => {
    if (why !== '') setWhy('');
    else if (help) setHelp(false);
    else if (app.writing.replying.peek() !== null) app.writing.reply(null);
    else return false;
    return true;
  };

  return {
    asking,
    why,
    help,
    submit,
    hold,
    named,
    refused,
    cancel,
    dismiss,
    forget: () => setWhy(''),
    closeHelp: () => {
      setHelp(false);
      field.current?.focus();
    },
  };
}
