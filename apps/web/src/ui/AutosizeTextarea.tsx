import type { RefObject, TextareaHTMLAttributes } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props extends Omit<TextareaHTMLAttributes, 'ref' | 'value' | 'onInput'> {
  value: string;
  onText: (text: string, event: InputEvent) => void;
  field?: RefObject<HTMLTextAreaElement | null>;
}

const hasFieldSizing = CSS.supports('field-sizing', 'content');

/** A text field as high as its text. Browsers without `field-sizing` are measured. */
export function AutosizeTextarea({ value, onText, field, ...rest }: Props) {
  const own = useRef<HTMLTextAreaElement>(null);
  const element = field ?? own;
  const fit = (): void => {
    const { current } = element;
    if (!current) return;
    current.style.height = 'auto';
    current.style.height = `${current.scrollHeight}px`;
  };
  useLayoutEffect(() => {
    if (!hasFieldSizing) fit();
  }, [value]);
  // The style sheet may be applied after the first measurement, and the width or the font may change.
  useLayoutEffect(() => {
    const { current } = element;
    if (hasFieldSizing || !current) return;
    let frame = 0;
    const sizes = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(fit);
    });
    sizes.observe(current);
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
    };
  }, []);
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
