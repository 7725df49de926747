import type { ButtonHTMLAttributes } from 'preact';
import { Icon, type IconName } from './Icon.tsx';

type Props = ButtonHTMLAttributes & {
  icon: IconName;
  /** The accessible name and the tooltip. */
  label: string;
  class?: string;
};

/** A button that shows only an icon. */
export function IconButton({ icon, label, class: look = '', children, ...rest }: Props) {
  return (
    <button type="button" class={`icon-button ${look}`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
      {children}
    </button>
  );
}
