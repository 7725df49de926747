import type { RefObject, TextareaHTMLAttributes } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props extends Omit<TextareaHTMLAttributes, 'ref' | 'value' | 'onInput'> {
  value: string;
  onText: (text: string, event: InputEvent) => void;
  field?: RefObject<HTMLTextAreaElement | null>;
}

const growsByItself = CSS.supports('field-sizing', 'content');

/** A text field as high as its text. Browsers that do not know `field-sizing` are measured. */
export function AutosizeTextarea({ value, onText, field, ...rest }: Props) {
  const own = useRef<HTMLTextAreaElement>(null);
  const element = field ?? own;
  useLayoutEffect(() => {
    const { current } = element;
    if (growsByItself || !current) return;
    current.style.height = 'auto';
    current.style.height = `${current.scrollHeight}px`;
  }, [value]);
  return (
    <textarea
      {...rest}
      ref={element}
      rows={1}
      dir="auto"
      value={value}
      onInput={(event) => onText(event.currentTarget.value, event)}
    />
  );
}
