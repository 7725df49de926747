import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { copy } from '../ui/clipboard.ts';
import { Icon } from '../ui/Icon.tsx';
import type { Coloured } from './highlighter.ts';
import { languageOf } from './languages.ts';
import { Memo } from './memo.ts';

const SHOWN_MS = 2_000;

/** Nobody reads so much in a chat, and of a long line the grammars make very long work. */
const MOST_CHARACTERS = 20_000;
const MOST_LINES = 500;
const LONGEST_LINE = 1_000;

const memo = new Memo<Coloured[]>(100, 300_000);

/** A block of code: plain at once, and in colours as soon as they are here. Nothing moves by it. */
export function Code({ info, text }: { info: string; text: string }) {
  const [word = ''] = info.split(/\s/, 1);
  const language = languageOf(word);
  const coloured = useColours(language?.id, text);
  return (
    <div class={info === '' ? 'code' : 'code named'} dir="ltr">
      <pre tabIndex={0}>
        {/* What is only coloured is not read aloud again. */}
        <code aria-live={coloured ? 'off' : undefined}>{coloured ? coloured.map(draw) : text}</code>
      </pre>
      <div class="code-side">
        {info !== '' && <span class="code-language">{(language?.name ?? word) + info.slice(word.length)}</span>}
        <CopyCode text={text} />
      </div>
    </div>
  );
}

function draw(part: Coloured): ComponentChildren {
  return typeof part === 'string' ? part : <span class={part.look}>{part.inside.map(draw)}</span>;
}

/** Undefined until they are here, and for good where they cannot be. */
function useColours(language: string | undefined, text: string): Coloured[] | undefined {
  const key = `${language} ${text}`;
  const [mine, setMine] = useState<{ key: string; coloured: Coloured[] }>();
  const known = mine?.key === key ? mine.coloured : memo.peek(key);
  useEffect(() => {
    if (language === undefined || known || !worthIt(text)) return;
    let here = true;
    import('./highlighter.ts')
      .then(({ highlight }) => highlight(language, text))
      .then((coloured) => {
        memo.set(key, coloured);
        if (here) setMine({ key, coloured });
      })
      // It stays plain: the network is gone, or the grammar failed.
      .catch(() => undefined);
    return () => {
      here = false;
    };
  }, [key]);
  return known;
}

function worthIt(text: string): boolean {
  const lines = text.length <= MOST_CHARACTERS ? text.split('\n') : [];
  return lines.length > 0 && lines.length <= MOST_LINES && lines.every(({ length }) => length <= LONGEST_LINE);
}

function CopyCode({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={copied ? words.codeCopied : words.copyCode}
      title={copied ? words.codeCopied : words.copyCode}
      onClick={() => void copy(text).then(setCopied)}
    >
      <Icon name={copied ? 'check' : 'copy'} />
    </button>
  );
}
