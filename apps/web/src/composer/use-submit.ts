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
  text: string;
  write: (text: string) => void;
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
export function useSubmit({ room, field, text, write }: Options) {
  const app = useApp();
  const [prompt, setPrompt] = useState<Extract<Outcome, { type: 'unnamed' }> | null>(null);
  const [error, setError] = useState('');
  const [help, setHelp] = useState(false);
  /** Messages that wait for the name, in order. The first one stays in the field. */
  const held = useRef<string[]>([]);
  const busy = useRef(false);
  const me = app.me.value;

  useEffect(() => {
    if (me) setPrompt(null);
  }, [me]);

  const currentText = (): string => field.current?.value ?? app.writing.drafts.get(room) ?? '';
  /** Removes a sent message from the field, and keeps what was typed after it in the meantime. */
  const clear = (sent: string): void => {
    const current = currentText();
    if (trimmed(current) === sent) write('');
    else if (current.startsWith(sent)) write(current.slice(sent.length).trimStart());
  };
  const apply = (submitted: string, outcome: Outcome): void => {
    if (outcome.type === 'unnamed') return setPrompt(outcome);
    if (outcome.type === 'refused') setError(outcome.why);
    else clear(submitted);
    if (outcome.type === 'help') setHelp(true);
    field.current?.focus();
  };

  const send = async (line: string): Promise<Outcome> =>
    submitLine(app, room, needsPreparation.test(line) ? await prepare(line, app) : line);

  /** While the server decides about the name, further messages wait here in order. */
  const hold = (): void => {
    const message = trimmed(text);
    if (message === held.current[0]) return;
    held.current.push(message);
    if (held.current.length > 1) write('');
  };
  const submit = async (): Promise<void> => {
    if (held.current.length > 0) return hold();
    // A command may still wait for the server's answer.
    if (busy.current) return;
    busy.current = true;
    setError('');
    setHelp(false);
    const line = trimmed(text);
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
    const waiting = held.current.splice(0);
    const nameWasTheCommand = prompt?.again === false;
    setPrompt(null);
    const unsent: string[] = [];
    for (const [index, line] of waiting.entries()) {
      const skip = line === '' || (index === 0 && nameWasTheCommand);
      const outcome = skip ? done : await send(line);
      if (outcome.type === 'done' || outcome.type === 'help') {
        if (index === 0) clear(line);
      } else {
        if (index > 0) unsent.push(line);
        if (outcome.type === 'refused') setError(outcome.why);
      }
    }
    if (unsent.length > 0) write([...unsent, currentText()].join('\n').trimEnd());
    field.current?.focus();
  };
  const refused = (): void => {
    const waiting = held.current.splice(0);
    if (waiting.length > 1) write([...waiting, currentText()].join('\n').trimEnd());
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

  return { prompt, error, help, submit, hold, named, refused, cancel, dismiss, clearError, closeHelp };
}
