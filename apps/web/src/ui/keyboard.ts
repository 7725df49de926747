import { isComposing } from '../model/text-bytes.ts';

/** A mouse or a trackpad is the primary pointer, so focusing a field does not open an on-screen keyboard. */
export function hasFinePointer(): boolean {
  return matchMedia('(hover: hover) and (pointer: fine)').matches;
}

/** An on-screen keyboard takes at least this much of the view; a tablet's shortcut bar takes about 70 px. */
const MIN_KEYBOARD_HEIGHT_PX = 150;

/** An on-screen keyboard covers the page. For iOS, which shrinks the visual viewport and not the layout. */
export function onScreenKeyboardIsOpen(): boolean {
  const view = window.visualViewport;
  if (view === null || view.scale > 1.01 || hasFinePointer()) return false;
  return window.innerHeight - view.height >= MIN_KEYBOARD_HEIGHT_PX;
}

type EnterEvent = Pick<
  KeyboardEvent,
  'key' | 'code' | 'keyCode' | 'isComposing' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'
>;

interface FieldState {
  text: string;
  /** Offset in `text`. */
  caret: number;
  onScreenKeyboard: boolean;
}

/**
 * Whether a key submits a multi-line field. Enter does on a hardware keyboard, whatever the device; Shift+Enter, an
 * open code fence and on-screen keyboards give a new line. On-screen keyboards of Android send no `code`, or key code
 * 229; those of iOS do send one, and are recognised by the space that they take. Ctrl+Enter and ⌘+Enter always submit.
 */
export function submitsField(event: EnterEvent, { text, caret, onScreenKeyboard }: FieldState): boolean {
  const { key, code, shiftKey, altKey, ctrlKey, metaKey } = event;
  if (key !== 'Enter' || isComposing(event) || shiftKey || altKey) return false;
  if (ctrlKey || metaKey) return true;
  const isHardware = (code === 'Enter' || code === 'NumpadEnter') && !onScreenKeyboard;
  return isHardware && !endsInFence(text.slice(0, caret));
}

const fenceLine = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})\s*(.*)$/;
/** A fence behind other text, which the composer moves to a line of its own when the message is sent. */
const fenceBehindText = /^[^`]*[^`\s]\s*(`{3,})[\w+#.-]*$/;

/** The text ends inside a Markdown code fence that is still open. */
export function endsInFence(text: string): boolean {
  if (!text.includes('```') && !text.includes('~~~')) return false;
  let open = '';
  let isBehindText = false;
  for (const line of text.split('\n')) {
    const [, marker = '', info] = fenceLine.exec(line) ?? [];
    if (open === '') {
      const behindText = fenceBehindText.exec(line)?.[1];
      isBehindText = marker === '' && behindText !== undefined;
      open = marker || (behindText ?? '');
    } else if (isBehindText ? line.trimEnd().endsWith(open) : marker.startsWith(open) && info === '') open = '';
  }
  return open !== '';
}
