import { useLayoutEffect, useRef } from 'preact/hooks';
import { panelWords } from '../i18n/panel-words.ts';
import { AuthorName } from '../ui/AuthorName.tsx';

/** A row of the list that opens while a mention, a shortcode or a command is typed. */
export interface Suggestion {
  key: string;
  /** The text that replaces what was typed. Names and commands include the space after them. */
  insert: string;
  /** Already typed in full: Enter sends the message instead of choosing. */
  exact: boolean;
  label:
    | { type: 'person'; id: string; name: string }
    | { type: 'emoji'; emoji: string; code: string; name: string }
    | { type: 'command'; usage: string; description: string };
}

/** Rows in the list. */
export const MAX_SUGGESTIONS = 8;

interface Props {
  id: string;
  suggestions: readonly Suggestion[];
  active: number;
  onPoint: (index: number) => void;
  onChoose: (suggestion: Suggestion) => void;
}

/** The list above the field. The focus stays in the field, whose `aria-activedescendant` names the active row. */
export function Suggestions({ id, suggestions, active, onPoint, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => list.current?.children[active]?.scrollIntoView({ block: 'nearest' }), [active, suggestions]);
  return (
    <div
      ref={list}
      id={id}
      class="suggestions"
      role="listbox"
      aria-label={panelWords.suggestions}
      tabIndex={-1}
      // Otherwise the field loses the focus, and a phone closes its keyboard.
      onMouseDown={(event) => event.preventDefault()}
    >
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.key}
          id={`${id}-${index}`}
          class="suggestion"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // Not `mouseenter`: a list that opens under a resting pointer must not change the active row.
          onMouseMove={() => onPoint(index)}
          onClick={() => onChoose(suggestion)}
        >
          <Label {...suggestion} />
        </div>
      ))}
    </div>
  );
}

function Label({ label }: Suggestion) {
  if (label.type === 'person') return <AuthorName by={label.id} name={label.name} />;
  if (label.type === 'emoji') {
    return (
      <>
        <span class="sign">{label.emoji}</span>
        <span class="meaning">{label.name}</span>
        <code>:{label.code}:</code>
      </>
    );
  }
  return (
    <>
      <code>{label.usage}</code>
      <span class="meaning">{label.description}</span>
    </>
  );
}
