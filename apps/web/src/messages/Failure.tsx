import type { Entry } from '@hubbub/client';
import type { App } from '../model/app.ts';
import { words } from '../i18n/words.ts';
import { Refusal } from '../ui/Refusal.tsx';

/** Why something did not arrive, and the two ways out. */
export function Failure({ app, entry, what }: { app: App; entry: Entry; what: string }) {
  return (
    <div class="failure" role="alert">
      <span>
        {what} <Refusal code={entry.code} reason={entry.reason} />
      </span>
      <button type="button" class="plain" onClick={() => app.client.retry(entry.cid)}>
        {words.retry}
      </button>
      <button type="button" class="plain" onClick={() => app.client.discard(entry.cid)}>
        {words.discard}
      </button>
    </div>
  );
}
