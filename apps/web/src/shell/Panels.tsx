import type { ComponentType } from 'preact';
import { useMemo } from 'preact/hooks';
import { isComposing } from '../model/text-bytes.ts';
import { words } from '../i18n/words.ts';
import { LazyEmojiPicker } from '../emoji/LazyEmojiPicker.tsx';
import type { Panel } from '../model/app.ts';
import { useApp } from '../ui/app-context.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Lazy } from '../ui/Lazy.tsx';
import type { EarlyInput } from './Switcher.tsx';

/** A dialog and its title open at once; what stands in it is a chunk of its own. */
const bodies: Record<Exclude<Panel, 'switcher'>, () => Promise<ComponentType>> = {
  settings: async () => (await import('./Settings.tsx')).Settings,
  shortcuts: async () => (await import('./Shortcuts.tsx')).Shortcuts,
  mentions: async () => (await import('./MentionsInbox.tsx')).MentionsInbox,
  date: async () => (await import('./DateJump.tsx')).DateJump,
};
const switcher = async () => (await import('./Switcher.tsx')).Switcher;
const drawer = async (): Promise<ComponentType> => (await import('./Drawer.tsx')).Drawer;
const deleteDialog = async (): Promise<ComponentType> => (await import('./DeleteDialog.tsx')).DeleteDialog;

/** Whatever is open over the room. */
export function Panels() {
  const app = useApp();
  const panel = app.panel.value;
  const close = (): void => {
    app.panel.value = null;
  };
  const fail = (): void => {
    close();
    app.drawer.value = false;
    app.writing.deleting.value = null;
    app.showToast(words.noAnswer);
  };
  const titles = {
    settings: words.settings,
    shortcuts: words.shortcuts,
    mentions: words.mentions,
    date: words.jumpToDate,
  };
  return (
    <>
      {panel === 'switcher' && (
        <Dialog title={words.switchRoom} class="switcher" onClose={close}>
          <SwitcherBody onFail={fail} />
        </Dialog>
      )}
      {panel !== null && panel !== 'switcher' && (
        <Dialog key={panel} title={titles[panel]} class={panel} onClose={close}>
          <Lazy load={bodies[panel]} props={{}} onFail={fail} />
        </Dialog>
      )}
      {app.drawer.value && <Lazy load={drawer} props={{}} onFail={fail} />}
      {app.writing.deleting.value && <Lazy load={deleteDialog} props={{}} onFail={fail} />}
      {app.writing.reacting.value && <ReactionPicker />}
    </>
  );
}

/** The switcher's field opens at once, and hands over what was typed when the switcher arrives. */
function SwitcherBody({ onFail }: { onFail: () => void }) {
  const early = useMemo((): EarlyInput => ({ text: '', submitted: false }), []);
  const field = (
    <input
      autofocus
      aria-label={words.switchTo}
      placeholder={words.switchTo}
      dir="auto"
      onInput={(event) => Object.assign(early, { text: event.currentTarget.value, submitted: false })}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !isComposing(event)) early.submitted = true;
      }}
    />
  );
  return <Lazy load={switcher} props={{ early }} fallback={field} onFail={onFail} />;
}

/** The emoji picker for a reaction, placed beside the message. */
function ReactionPicker() {
  const app = useApp();
  const message = app.writing.reacting.value;
  const row = useMemo(() => document.querySelector(`.log [data-seq="${message?.seq}"]`), [message]);
  if (!message) return null;
  return (
    <LazyEmojiPicker
      anchor={row ?? document.body}
      onPick={(emoji) => app.writing.react(message, emoji)}
      onClose={() => (app.writing.reacting.value = null)}
    />
  );
}
