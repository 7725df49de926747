import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { EmojiButton } from './EmojiButton.tsx';
import { replaceText, useCompletion } from './use-completion.ts';
import { useSubmit } from './use-submit.ts';
import { byteLength, isComposing, trimmed } from '../model/text-bytes.ts';
import { mayBecomeCommand } from '../slash/submit-line.ts';
import { roomTitle, words } from '../i18n/words.ts';
import { AuthorName } from '../ui/AuthorName.tsx';
import { AutosizeTextarea } from '../ui/AutosizeTextarea.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { NamePrompt } from './NamePrompt.tsx';
import { Lazy } from '../ui/Lazy.tsx';
import { hasFinePointer, onScreenKeyboardIsOpen, submitsField } from '../ui/keyboard.ts';
import { useApp } from '../ui/app-context.ts';

const LIST = 'suggestions';
/** The share of the limit from which the remaining characters are shown. */
const NEARLY_FULL_RATIO = 0.8;
const replyBar = async () => (await import('./ReplyBar.tsx')).ReplyBar;
const sizeNote = async () => (await import('./SizeNote.tsx')).SizeNote;
const commandList = async () => (await import('./CommandList.tsx')).CommandList;

export function Composer({ room }: { room: string }) {
  const app = useApp();
  const field = useRef<HTMLTextAreaElement | null>(null);
  const submission = useSubmit({ room, field });
  const { text } = submission;
  const completion = useCompletion(field);
  const me = app.me.value;
  const replying = app.writing.replying.value;
  const limit = app.client.maxText;
  const message = trimmed(text);
  const size = byteLength(message);
  const unsendable = size === 0 || size > limit;

  const focus = (): void => field.current?.focus({ preventScroll: true });

  // On a phone, focus would open the keyboard over the messages; an edit in progress keeps its focus.
  useEffect(() => {
    if (hasFinePointer() && app.writing.editing.peek() === null) focus();
  }, []);
  const previousReply = useRef(replying);
  // A layout effect, so that the next key press already goes to the reply.
  useLayoutEffect(() => {
    if (replying !== null && replying !== previousReply.current) focus();
    previousReply.current = replying;
  }, [replying]);

  const handleInput = (next: string, event: InputEvent): void => {
    submission.write(next);
    submission.clearError();
    if (next.trim() !== '' && !mayBecomeCommand(next)) app.client.typing(room);
    void completion.update(event.inputType.startsWith('insertText') && !event.isComposing);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    completion.close();
    if (unsendable) focus();
    else void submission.submit();
  };
  const press = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    if (isComposing(event) || completion.press(event)) return;
    const caret = event.currentTarget.selectionStart;
    if (submitsField(event, { text, caret, onScreenKeyboard: onScreenKeyboardIsOpen() })) submit(event);
    if (event.key === 'Escape' && submission.dismiss()) {
      event.preventDefault();
      event.stopPropagation();
    }
    if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      app.writing.editLast();
    }
  };
  const insert = (emoji: string): void => {
    const { current } = field;
    if (current) replaceText(current, current.selectionStart, current.selectionEnd, emoji);
  };

  const cancelReply = (): void => {
    app.writing.reply(null);
    focus();
  };

  const { open, Suggestions } = completion;
  return (
    <div class="composer-place">
      <div class="above">
        <div class="line" role="status">
          {submission.help && !open && <Lazy load={commandList} props={{ onClose: submission.closeHelp }} />}
        </div>
        <div class="line">
          {open && Suggestions && (
            <Suggestions
              id={LIST}
              suggestions={open.suggestions}
              active={open.active}
              onPoint={completion.point}
              onChoose={completion.choose}
            />
          )}
        </div>
      </div>
      <div class="composer">
        {submission.prompt && (
          <NamePrompt
            suggested={submission.prompt.name}
            onAsk={submission.hold}
            onNamed={() => void submission.named()}
            onRefused={submission.refused}
            onCancel={submission.cancel}
          />
        )}
        <form class="line" onSubmit={submit}>
          {replying !== null && <Lazy load={replyBar} props={{ room, seq: replying, onCancel: cancelReply }} />}
          <div class="who" aria-hidden="true">
            {me && <AuthorName by={me.id} name={me.name} />}
          </div>
          <div class={size > limit ? 'box over' : 'box'}>
            <AutosizeTextarea
              id="composer"
              field={field}
              value={text}
              onText={handleInput}
              onKeyDown={press}
              onBlur={completion.close}
              aria-label={words.message}
              aria-invalid={size > limit || submission.error !== ''}
              aria-describedby="composer-reply composer-why composer-size"
              // A textarea may not have the role combobox; these attributes describe the same for a text field.
              aria-autocomplete="list"
              aria-haspopup="listbox"
              aria-controls={open ? LIST : undefined}
              aria-activedescendant={open ? `${LIST}-${open.active}` : undefined}
              // A long name would make an empty field several lines high.
              placeholder={room.length > 24 ? words.message : words.writeTo({ room: roomTitle(room) })}
              enterkeyhint="enter"
              autocomplete="off"
            />
            <EmojiButton onPick={insert} />
            <IconButton type="submit" class="send" icon="send" label={words.send} aria-disabled={unsendable} />
          </div>
          <p class="refusal why" id="composer-why" role={submission.error ? 'alert' : undefined}>
            {submission.error}
          </p>
          <p class="size" id="composer-size" role="status">
            {size > limit * NEARLY_FULL_RATIO && <Lazy load={sizeNote} props={{ text: message, size, limit }} />}
          </p>
          <p class="unseen" role="status">
            {open ? words.suggested(open.suggestions.length) : ''}
          </p>
        </form>
      </div>
    </div>
  );
}
