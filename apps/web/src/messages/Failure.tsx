import type { Entry } from '@hubbub/client';
import { words } from '../i18n/words.ts';
import { Refusal } from '../ui/Refusal.tsx';
import { useApp } from '../ui/app-context.ts';

/** Why a change failed, with the choice to retry or discard it. */
export function Failure({ entry, what }: { entry: Entry; what: string }) {
  const app = useApp();
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
