import { useMemo } from 'preact/hooks';
import { EmojiPicker, type EmojiPickerLabels } from './EmojiPicker.tsx';
import { popoverPosition } from './popover-position.ts';
import { RecentEmoji } from './recent.ts';
import { panelWords } from '../i18n/panel-words.ts';
import { words } from '../i18n/words.ts';
import { useApp } from '../ui/app-context.ts';

interface Props {
  /** What opened it: it lies beside that. */
  anchor: Element | null;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** The picker as it is in this page: its words, its memory, its place. */
export function EmojiPanel({ anchor, onPick, onClose }: Props) {
  const app = useApp();
  const recent = useMemo(() => new RecentEmoji(app.emoji), [app]);
  const style = useMemo(() => {
    const place = anchor?.getBoundingClientRect() ?? new DOMRect();
    return popoverPosition(place, { width: innerWidth, height: innerHeight });
  }, [anchor]);
  const labels: EmojiPickerLabels = {
    title: words.emoji,
    search: panelWords.searchEmoji,
    recent: panelWords.recentEmoji,
    found: panelWords.foundEmoji,
    nothing: panelWords.noEmoji,
    skinTone: panelWords.skinTone,
    groups: panelWords.emojiGroups,
    failed: words.emojiFailed,
  };
  return (
    <EmojiPicker
      lang={app.language.value.lang}
      labels={labels}
      recent={recent}
      style={style}
      onPick={onPick}
      onClose={onClose}
    />
  );
}
