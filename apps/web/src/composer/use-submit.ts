import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import type { App } from '../model/app.ts';
import { trimmed } from '../model/text-bytes.ts';
import { done, type Outcome } from '../slash/command.ts';
import { submitLine } from '../slash/submit-line.ts';
import { useApp } from '../ui/app-context.ts';

interface Options {
  room: string;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** Only text with one of these changes when it is sent; see `outgoing-text.ts`. */
const needsPreparation = /:[a-z0-9_+-]+:|```/;

/** A message is sent as typed rather than wait longer for the emoji. */
const MAX_PREPARATION_MS = 1_000;

async function prepare(line: string, app: App): Promise<string> {
  const asTyped = new Promise<string>((resolve) => setTimeout(() => resolve(line), MAX_PREPARATION_MS));
  const prepared = import('./outgoing-text.ts').then(({ outgoingText }) => outgoingText(line, app)).catch(() => line);
  return Promise.race([prepared, asTyped]);
}

/** Sends messages and runs commands. Asks for a name first if the reader has none. */
export function useSubmit({ room, field }: Options) {
  const app = useApp();
  const [text, setText] = useState(app.writing.drafts.get(room) ?? '');
  /** What the field contains, also before the next drawing. */
  const typed = useRef(text);
  const [prompt, setPrompt] = useState<Extract<Outcome, { type: 'unnamed' }> | null>(null);
  const [error, setError] = useState('');
  const [help, setHelp] = useState(false);
  /** Messages that wait for the name, in order. */
  const held = useRef<string[]>([]);
  /** The first held message stays in the field until another one is held. */
  const isFirstShown = useRef(false);
  const busy = useRef(false);
  const me = app.me.value;

  useEffect(() => {
    if (me) setPrompt(null);
  }, [me]);

  /** Changes the field. The draft also contains the held messages that the field does not show. */
  const write = (next: string): void => {
    typed.current = next;
    setText(next);
    const hidden = isFirstShown.current ? [] : held.current;
    app.writing.setDraft(room, [...hidden, next].join('\n'));
  };
  /** What stays in the field when a message has left it: what was typed after it in the meantime. */
  const without = (sent: string): string => {
    if (trimmed(typed.current) === sent) return '';
    return typed.current.startsWith(sent) ? typed.current.slice(sent.length).trimStart() : typed.current;
  };
  const apply = (submitted: string, outcome: Outcome): void => {
    if (outcome.type === 'unnamed') return setPrompt(outcome);
    if (outcome.type === 'refused') setError(outcome.why);
    else write(without(submitted));
    if (outcome.type === 'help') setHelp(true);
    field.current?.focus();
  };

  const send = async (line: string): Promise<Outcome> =>
    submitLine(app, room, needsPreparation.test(line) ? await prepare(line, app) : line);

  /** While the server decides about the name, further messages wait here in order. */
  const hold = (): void => {
    const message = trimmed(typed.current);
    if (isFirstShown.current && message === held.current[0]) return;
    held.current.push(message);
    isFirstShown.current = held.current.length === 1;
    if (!isFirstShown.current) write('');
  };
  const submit = async (): Promise<void> => {
    if (held.current.length > 0) return hold();
    // A command may still wait for the server's answer.
    if (busy.current) return;
    busy.current = true;
    setError('');
    setHelp(false);
    // Emoji, a command or a name may have to be fetched first.
    app.writing.save();
    const line = trimmed(typed.current);
    try {
      apply(line, await send(line));
    } catch {
      // A chunk that could not be fetched.
      setError(words.noAnswer);
    } finally {
      busy.current = false;
    }
  };
  const named = async (): Promise<void> => {
    const nameWasTheCommand = prompt?.again === false;
    setPrompt(null);
    for (let next = 0, isFirst = true; next < held.current.length; isFirst = false) {
      const line = held.current[next]!;
      const skip = line === '' || (isFirst && nameWasTheCommand);
      const outcome = skip ? done : await send(line);
      if (outcome.type === 'refused') setError(outcome.why);
      const isDone = outcome.type === 'done' || outcome.type === 'help';
      const rest = isDone && isFirstShown.current ? without(line) : typed.current;
      // A message that was not sent is put back into the field at the end, unless it is still there.
      if (isDone || isFirstShown.current) held.current.splice(next, 1);
      else next++;
      isFirstShown.current = false;
      write(rest);
    }
    refused();
    field.current?.focus();
  };
  const refused = (): void => {
    const waiting = held.current.splice(0);
    if (waiting.length > 0 && !isFirstShown.current) write([...waiting, typed.current].join('\n').trimEnd());
    isFirstShown.current = false;
  };
  /** Puts the waiting messages back into the field. */
  const cancel = (): void => {
    refused();
    setPrompt(null);
    field.current?.focus();
  };
  /** Closes the nearest thing around the field. Returns whether anything was open. */
  const dismiss = (): boolean => {
    if (error !== '') setError('');
    else if (help) setHelp(false);
    else if (app.writing.replying.peek() !== null) app.writing.reply(null);
    else return false;
    return true;
  };
  const clearError = (): void => setError('');
  const closeHelp = (): void => {
    setHelp(false);
    field.current?.focus();
  };

  return { text, write, prompt, error, help, submit, hold, named, refused, cancel, dismiss, clearError, closeHelp };
}
