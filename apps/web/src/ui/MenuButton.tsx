import { words } from '../i18n/words.ts';
import { Icon } from './Icon.tsx';
import { useApp } from './app-context.ts';

/** On a narrow page: opens the list of rooms. */
export function MenuButton() {
  const app = useApp();
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
