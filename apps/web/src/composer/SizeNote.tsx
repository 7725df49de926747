import { excessCharacters, remainingCharacters } from '../model/text-bytes.ts';
import { words } from '../i18n/words.ts';

/** The share of the limit from which the remaining characters are shown. */
const NEARLY_FULL_RATIO = 0.8;

interface Props {
  text: string;
  /** Bytes of UTF-8. */
  size: number;
  limit: number;
}

/** The limit counts bytes; the note counts characters, which people can see. */
export function SizeNote({ text, size, limit }: Props) {
  return (
    <p class="size" id="composer-size" role="status">
      {size > limit
        ? words.tooLong(excessCharacters(text, limit))
        : size > limit * NEARLY_FULL_RATIO
          ? words.tooLongSoon(remainingCharacters(text, limit))
          : ''}
    </p>
  );
}
