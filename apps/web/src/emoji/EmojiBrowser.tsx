import type { RefObject } from 'preact';
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { panelWords } from '../i18n/panel-words.ts';
import { words } from '../i18n/words.ts';
import { useApp } from '../ui/app-context.ts';
import { type EmojiCatalogue, loadCatalogue } from './catalogue.ts';
import { EmojiList, type EmojiListHandle } from './EmojiList.tsx';
import { RecentEmoji } from './recent.ts';
import type { EmojiEntry } from './search.ts';
import { sectionsOf } from './sections.ts';
import { withTone } from './skin.ts';
import { SkinTone } from './SkinTone.tsx';

export interface EmojiBrowserHandle {
  /** Handles a key of the search field: Enter picks the first result, ArrowDown enters the list. False: not yet. */
  press: (key: string) => boolean;
}

interface Props {
  handle: RefObject<EmojiBrowserHandle | null>;
  query: string;
  /** The emoji have arrived. */
  onReady: () => void;
  onPick: (emoji: string) => void;
  /** The focus leaves the list upwards, or the reader types. */
  onLeave: () => void;
}

/** The content of the picker: skin tone, groups, the list, and a preview of the active emoji. */
export function EmojiBrowser({ handle, query, onReady, onPick, onLeave }: Props) {
  const app = useApp();
  const recent = useMemo(() => new RecentEmoji(app.emoji), [app]);
  const [catalogue, setCatalogue] = useState<EmojiCatalogue | 'failed' | null>(null);
  const [tone, setTone] = useState(recent.tone);
  const [active, setActive] = useState<EmojiEntry | null>(null);
  const list = useRef<EmojiListHandle>(null);
  const { lang } = app.language.value;

  useEffect(() => {
    let mounted = true;
    loadCatalogue(lang).then(
      (loaded) => mounted && setCatalogue(loaded),
      () => mounted && setCatalogue('failed'),
    );
    return () => void (mounted = false);
  }, [lang]);

  const sections = useMemo(
    () => (catalogue === null || catalogue === 'failed' ? [] : sectionsOf(catalogue, query, recent)),
    [catalogue, query],
  );
  const searching = query.trim() !== '';
  const first = searching ? sections[0]?.entries[0] : undefined;
  // While searching, the preview shows what Enter would pick.
  const previewed = active ?? first;

  const pick = (entry: EmojiEntry): void => {
    recent.add(entry.emoji);
    onPick(withTone(entry.emoji, tone));
  };
  useImperativeHandle(handle, () => ({
    press: (key) => {
      if (sections.length === 0) return false;
      if (key === 'ArrowDown') list.current?.enter();
      else if (first) pick(first);
      return true;
    },
  }));
  useLayoutEffect(() => {
    setActive(null);
    list.current?.toTop();
  }, [query]);
  useEffect(() => {
    if (sections.length > 0) onReady();
  }, [catalogue]);

  return (
    <>
      <SkinTone
        tone={tone}
        onTone={(chosen) => {
          recent.tone = chosen;
          setTone(chosen);
        }}
      />
      {!searching && sections.length > 0 && (
        <div class="emoji-groups" role="group" aria-label={panelWords.emojiGroups}>
          {sections.map(
            ({ title, entries: [sample] }, at) =>
              // The list begins with the recent emoji, so they need no button.
              title !== panelWords.recentEmoji && (
                <button
                  key={title}
                  type="button"
                  // On the keyboard, Page Up and Page Down move between groups.
                  tabIndex={-1}
                  aria-label={title}
                  title={title}
                  onClick={() => list.current?.toSection(at)}
                >
                  {sample?.emoji}
                </button>
              ),
          )}
        </div>
      )}
      {catalogue === 'failed' && <p class="refusal">{words.emojiFailed}</p>}
      <EmojiList
        handle={list}
        sections={sections}
        searching={searching}
        tone={tone}
        onShow={setActive}
        onPick={pick}
        onLeave={() => {
          onLeave();
          list.current?.toTop();
        }}
      />
      <p class="emoji-shown">
        {previewed && (
          <>
            <span class="emoji-big" aria-hidden="true">
              {withTone(previewed.emoji, tone)}
            </span>
            <span class="emoji-name">{previewed.name}</span> <code>:{previewed.codes[0]}:</code>
          </>
        )}
      </p>
      <p class="unseen" role="status">
        {searching && sections[0]?.title}
      </p>
    </>
  );
}
