import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { panelWords } from '../i18n/panel-words.ts';
import { copy } from '../ui/clipboard.ts';
import { Icon } from '../ui/Icon.tsx';
import type { HighlightedCode } from './highlighter.ts';
import type { Language } from './languages.ts';
import { Memo } from './memo.ts';

const COPIED_MS = 2_000;

/** Longer code stays plain: the grammars take very long for long lines. */
const MAX_CHARACTERS = 20_000;
const MAX_LINES = 500;
const MAX_LINE_CHARACTERS = 1_000;

const memo = new Memo<HighlightedCode[]>(100, 300_000);

/** A block of code: plain at first, highlighted when the grammar has been fetched. Nothing moves when it is. */
export function Code({ info, language, text }: { info: string; language: Language | undefined; text: string }) {
  const coloured = useColours(language?.id, text);
  return (
    <div class={info === '' ? 'code' : 'code named'} dir="ltr">
      <pre tabIndex={0}>
        {/* Highlighting must not make screen readers read the code again. */}
        <code aria-live={coloured ? 'off' : undefined}>{coloured ? coloured.map(draw) : text}</code>
      </pre>
      <div class="code-side">
        {info !== '' && <span class="code-language">{language ? info.replace(/^\S+/, language.name) : info}</span>}
        <CopyCode text={text} />
      </div>
    </div>
  );
}

function draw(part: HighlightedCode): ComponentChildren {
  return typeof part === 'string' ? part : <span class={part.look}>{part.inside.map(draw)}</span>;
}

/** Undefined until the code is highlighted, and for good if it cannot be. */
function useColours(language: string | undefined, text: string): HighlightedCode[] | undefined {
  const key = `${language} ${text}`;
  const [mine, setMine] = useState<{ key: string; coloured: HighlightedCode[] }>();
  const known = mine?.key === key ? mine.coloured : memo.peek(key);
  useEffect(() => {
    if (language === undefined || known || !isHighlightable(text)) return;
    let here = true;
    import('./highlighter.ts')
      .then(({ highlight }) => highlight(language, text))
      .then((coloured) => {
        memo.set(key, coloured);
        if (here) setMine({ key, coloured });
      })
      // The code stays plain: the grammar could not be fetched, or failed.
      .catch(() => undefined);
    return () => {
      here = false;
    };
  }, [key]);
  return known;
}

function isHighlightable(text: string): boolean {
  const lines = text.length <= MAX_CHARACTERS ? text.split('\n') : [];
  return lines.length > 0 && lines.length <= MAX_LINES && lines.every(({ length }) => length <= MAX_LINE_CHARACTERS);
}

function CopyCode({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={copied ? panelWords.codeCopied : panelWords.copyCode}
      title={copied ? panelWords.codeCopied : panelWords.copyCode}
      onClick={() => void copy(text).then(setCopied)}
    >
      <Icon name={copied ? 'check' : 'copy'} />
    </button>
  );
}
