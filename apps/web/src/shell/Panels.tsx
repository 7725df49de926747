import type { ComponentType } from 'preact';
import type { Panel } from '../model/app.ts';
import { words } from '../i18n/words.ts';
import { Lazy } from '../ui/Lazy.tsx';
import { useApp } from '../ui/app-context.ts';

/** None of these is needed to read and to write, so each is fetched when it is wanted. */
export const panels: Record<Panel, () => Promise<ComponentType>> = {
  settings: async () => (await import('./Settings.tsx')).Settings,
  shortcuts: async () => (await import('./Shortcuts.tsx')).Shortcuts,
  switcher: async () => (await import('./Switcher.tsx')).Switcher,
  mentions: async () => (await import('./MentionsInbox.tsx')).MentionsInbox,
  date: async () => (await import('./DateJump.tsx')).DateJump,
};

const drawer = async (): Promise<ComponentType> => (await import('./Drawer.tsx')).Drawer;
const deleteDialog = async (): Promise<ComponentType> => (await import('./DeleteDialog.tsx')).DeleteDialog;
const reactionPicker = async (): Promise<ComponentType> =>
  (await import('../messages/ReactionPicker.tsx')).ReactionPicker;

/** What lies over the room, if anything. */
export function Panels() {
  const app = useApp();
  const panel = app.panel.value;
  const fail = (): void => {
    app.panel.value = null;
    app.drawer.value = false;
    app.writing.deleting.value = null;
    app.writing.reacting.value = null;
    app.showToast(words.noAnswer);
  };
  return (
    <>
      {panel !== null && <Lazy key={panel} load={panels[panel]} props={{}} onFail={fail} />}
      {app.drawer.value && <Lazy load={drawer} props={{}} onFail={fail} />}
      {app.writing.deleting.value && <Lazy load={deleteDialog} props={{}} onFail={fail} />}
      {app.writing.reacting.value && <Lazy load={reactionPicker} props={{}} onFail={fail} />}
    </>
  );
}
