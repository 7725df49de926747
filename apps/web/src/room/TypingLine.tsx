import { words } from '../i18n/words.ts';
import { useApp } from '../ui/app-context.ts';

/** The people who are typing. Its space is always reserved, so that nothing moves when somebody begins. */
export function TypingLine() {
  const app = useApp();
  const typing = app.view.value?.typing;
  return (
    <p class="typing" aria-live="off">
      {typing && typing.total > 0 && <span>{sentence(typing)}</span>}
    </p>
  );
}

function sentence({ total, people }: { total: number; people: readonly { name: string }[] }): string {
  const [a, b, c] = people.map(({ name }) => name);
  if (total === 1 && a !== undefined) return words.typingOne({ a });
  if (total === 2 && a !== undefined && b !== undefined) return words.typingTwo({ a, b });
  if (total === 3 && a !== undefined && b !== undefined && c !== undefined) return words.typingThree({ a, b, c });
  return words.typingMany(total);
}
