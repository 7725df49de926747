import type { People } from '@hubbub/protocol/lines';
import { panelWords } from '../i18n/panel-words.ts';
import { words } from '../i18n/words.ts';
import { AuthorName } from '../ui/AuthorName.tsx';
import { useApp } from '../ui/app-context.ts';

/** The people in the room. The server sends some of the names, and the number of the others. */
export function PeopleList({ people }: { people: People }) {
  const app = useApp();
  const others = people.total - people.unnamed - people.people.length;
  const me = app.me.value;
  return (
    <>
      <h2>{words.peopleHere(people.total)}</h2>
      <ul>
        {people.people.map(({ id, name }) => (
          <li key={id ?? `name ${name}`}>
            <AuthorName by={id} name={name} />
            {me !== null && id === me.id && <span class="note">{panelWords.you}</span>}
          </li>
        ))}
      </ul>
      {others > 0 && <p class="note">{panelWords.andOthers(others)}</p>}
      {people.unnamed > 0 && <p class="note">{panelWords.onlyReading(people.unnamed)}</p>}
    </>
  );
}
