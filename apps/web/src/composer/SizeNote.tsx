import { excessCharacters, remainingCharacters } from '../model/text-bytes.ts';
import { panelWords } from '../i18n/panel-words.ts';
import { words } from '../i18n/words.ts';

interface Props {
  text: string;
  /** Bytes of UTF-8. */
  size: number;
  limit: number;
}

/** The limit counts bytes; the note counts characters, which people can see. */
export function SizeNote({ text, size, limit }: Props) {
  if (size > limit) return <>{words.tooLong(excessCharacters(text, limit))}</>;
  return <>{panelWords.tooLongSoon(remainingCharacters(text, limit))}</>;
}
