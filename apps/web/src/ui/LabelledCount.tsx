interface Props {
  class: string;
  shown: string;
  /** Shown as a tooltip, and read by screen readers instead of the number. */
  label: string;
}

export function LabelledCount({ class: look, shown, label }: Props) {
  return (
    <span class={look} title={label}>
      <span aria-hidden="true">{shown}</span>
      <span class="unseen">{label}</span>
    </span>
  );
}
