import type { People } from '@hubbub/protocol/lines';
import { words } from '../i18n/words.ts';
import { AuthorName } from '../ui/AuthorName.tsx';
import { useApp } from '../ui/app-context.ts';

/** Who is here now. The server tells some of the names and the number of the rest. */
export function PeopleList({ people }: { people: People }) {
  const app = useApp();
  const others = people.total - people.unnamed - people.people.length;
  const me = app.me.value;
  return (
    <div id="people" class="people" popover="auto" role="group" aria-label={words.peopleHere(people.total)}>
      <h2>{words.peopleHere(people.total)}</h2>
      <ul>
        {people.people.map(({ id, name }) => (
          <li key={id ?? `name ${name}`}>
            <AuthorName by={id} name={name} />
            {me !== null && id === me.id && <span class="note">{words.you}</span>}
          </li>
        ))}
      </ul>
      {others > 0 && <p class="note">{words.andOthers(others)}</p>}
      {people.unnamed > 0 && <p class="note">{words.onlyReading(people.unnamed)}</p>}
    </div>
  );
}
