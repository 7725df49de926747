import { hueOf } from '../model/colour.ts';
import { authorOf } from '../model/rows.ts';

/** A name in its author's colour. It may be in any script, so its direction stays its own affair. */
export function AuthorName({ by, name }: { by: string | null; name: string }) {
  return (
    <bdi class="author" dir="auto" title={name} style={{ '--hue': String(hueOf(authorOf({ by, name }))) }}>
      {name}
    </bdi>
  );
}
