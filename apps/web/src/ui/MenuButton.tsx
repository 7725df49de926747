import type { App } from '../model/app.ts';
import { words } from '../i18n/words.ts';
import { Icon } from './Icon.tsx';

/** On a narrow page: opens the list of rooms. */
export function MenuButton({ app }: { app: App }) {
  return (
    <button
      type="button"
      class="icon-button menu"
      aria-label={words.showRooms}
      onClick={() => (app.drawer.value = true)}
    >
      <Icon name="menu" />
    </button>
  );
}
