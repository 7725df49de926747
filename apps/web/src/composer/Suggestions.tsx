import { useLayoutEffect, useRef } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { AuthorName } from '../ui/AuthorName.tsx';
import type { Choice } from './choice.ts';

interface Props {
  id: string;
  choices: readonly Choice[];
  active: number;
  /** The mouse is on one. */
  onPoint: (index: number) => void;
  onChoose: (choice: Choice) => void;
}

/** The list above the field. The focus stays in the field, which says by `aria-activedescendant` which row is meant. */
export function Suggestions({ id, choices, active, onPoint, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => list.current?.children[active]?.scrollIntoView({ block: 'nearest' }), [active, choices]);
  return (
    <div
      ref={list}
      id={id}
      class="suggestions"
      role="listbox"
      aria-label={words.suggestions}
      tabIndex={-1}
      // The field would lose the focus, and a phone its keyboard.
      onMouseDown={(event) => event.preventDefault()}
    >
      {choices.map((choice, index) => (
        <div
          key={choice.key}
          id={optionId(id, index)}
          class="suggestion"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // Not on enter: a list that opens under a mouse that lies still means nothing.
          onMouseMove={() => onPoint(index)}
          onClick={() => onChoose(choice)}
        >
          <Shown {...choice} />
        </div>
      ))}
    </div>
  );
}

export function optionId(list: string, index: number): string {
  return `${list}-${index}`;
}

function Shown({ shows }: Choice) {
  if (shows.type === 'person') return <AuthorName by={shows.id} name={shows.name} />;
  if (shows.type === 'emoji') {
    return (
      <>
        <span class="sign">{shows.emoji}</span>
        <span class="meaning">{shows.name}</span>
        <code>:{shows.code}:</code>
      </>
    );
  }
  return (
    <>
      <code>{shows.usage}</code>
      <span class="meaning">{shows.means}</span>
    </>
  );
}
