import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isComposing } from '../model/text-bytes.ts';
import { hasKeyboard } from '../ui/device.ts';
import { type EmojiCatalogue, type EmojiEntry, type EmojiLanguage, loadCatalogue } from './catalogue.ts';
import { EmojiList, type EmojiListHandle } from './EmojiList.tsx';
import type { RecentEmoji } from './recent.ts';
import { type SectionLabels, sectionsOf } from './sections.ts';
import { withTone } from './skin.ts';
import { SkinTone } from './SkinTone.tsx';

/**
 * What the picker says, in the reader's language; names of emoji and of their groups come with the book.
 * Of its sections: `recent` is "Recently used", `found(12)` is "12 found", `nothing` is "No emoji found".
 */
export interface EmojiPickerLabels extends SectionLabels {
  /** What the whole is called: "Emoji". */
  title: string;
  /** The field, as its name and while it is empty: "Search emoji". */
  search: string;
  /** "Skin tone". */
  skinTone: string;
  /** The row of buttons that lead to the groups: "Groups". */
  groups: string;
  /** "The emoji could not be loaded." */
  failed: string;
}

interface Props {
  lang: EmojiLanguage;
  labels: EmojiPickerLabels;
  recent: RecentEmoji;
  /** The picker is closed and the focus is back where it was, so this may move it. */
  onPick: (emoji: string) => void;
  /** Closed in whatever way: take the picker away. */
  onClose: () => void;
  /** The button that opened it. A press on it is not one beside the picker, so the button can close it as well. */
  opener?: HTMLElement;
  /** Where it lies, see `beside`. */
  style?: Record<string, string>;
}

export function EmojiPicker({ lang, labels, recent, onPick, onClose, opener, style }: Props) {
  const [book, setBook] = useState<EmojiCatalogue | 'failed' | null>(null);
  const [query, setQuery] = useState('');
  const [tone, setTone] = useState(recent.tone);
  const [shown, setShown] = useState<EmojiEntry | null>(null);
  const picker = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<EmojiListHandle>(null);

  useLayoutEffect(() => {
    picker.current?.showPopover(opener && { source: opener });
    // A phone would lay its keyboard over what one came to see.
    (hasKeyboard() ? field : picker).current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    let here = true;
    loadCatalogue(lang).then(
      (opened) => here && setBook(opened),
      () => here && setBook('failed'),
    );
    return () => void (here = false);
  }, [lang]);

  const sections = useMemo(
    () => (book === null || book === 'failed' ? [] : sectionsOf(book, query, recent, labels)),
    [book, query],
  );
  const searching = query.trim() !== '';
  const first = searching ? sections[0]?.entries[0] : undefined;
  // While one searches, what Enter would pick.
  const told = shown ?? first;

  const search = (text: string): void => {
    setQuery(text);
    setShown(null);
    list.current?.toTop();
  };
  const pick = (entry: EmojiEntry): void => {
    recent.add(entry.emoji);
    picker.current?.hidePopover();
    onPick(withTone(entry.emoji, tone));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    // It must not close anything behind the picker as well.
    event.preventDefault();
    event.stopPropagation();
    picker.current?.hidePopover();
  };
  const pressInField = (event: KeyboardEvent): void => {
    if (isComposing(event) || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (event.key === 'ArrowDown') list.current?.enter();
    else if (first) pick(first);
  };

  return (
    <div
      ref={picker}
      class="emoji-picker"
      popover="auto"
      role="dialog"
      aria-label={labels.title}
      tabIndex={-1}
      style={style}
      onKeyDown={press}
      onToggle={(event) => event.newState === 'closed' && onClose()}
    >
      <div class="emoji-top">
        <input
          ref={field}
          type="text"
          role="searchbox"
          aria-label={labels.search}
          placeholder={labels.search}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="done"
          onInput={(event) => search(event.currentTarget.value)}
          onKeyDown={pressInField}
        />
        <SkinTone
          label={labels.skinTone}
          tone={tone}
          onTone={(chosen) => {
            recent.tone = chosen;
            setTone(chosen);
          }}
        />
      </div>
      {!searching && sections.length > 0 && (
        <div class="emoji-groups" role="group" aria-label={labels.groups}>
          {sections.map(
            ({ title, entries: [sample] }, at) =>
              // The last used are where the list begins; nobody needs a way there, and the other ways get wider.
              title !== labels.recent && (
                <button
                  key={title}
                  type="button"
                  // From the keyboard, Page Up and Page Down lead there.
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
      {book === 'failed' && <p class="refusal">{labels.failed}</p>}
      <EmojiList
        handle={list}
        sections={sections}
        searching={searching}
        tone={tone}
        onShow={setShown}
        onPick={pick}
        onLeave={() => {
          field.current?.focus();
          list.current?.toTop();
        }}
      />
      <p class="emoji-shown">
        {told && (
          <>
            <span class="emoji-big" aria-hidden="true">
              {withTone(told.emoji, tone)}
            </span>
            <span class="emoji-name">{told.name}</span> <code>:{told.codes[0]}:</code>
          </>
        )}
      </p>
      <p class="unseen" role="status">
        {searching && sections[0]?.title}
      </p>
    </div>
  );
}
