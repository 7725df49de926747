import { words } from '../i18n/words.ts';
import { IconButton } from './IconButton.tsx';
import { useApp } from './app-context.ts';

/** On a narrow page: opens the list of rooms. */
export function MenuButton() {
  const app = useApp();
  return <IconButton class="menu" icon="menu" label={words.showRooms} onClick={() => (app.drawer.value = true)} />;
}
