import { excess, remaining } from '../model/text-bytes.ts';
import { words } from '../i18n/words.ts';

/** How full a message is when its room begins to be told. */
const NEARLY_FULL = 0.8;

interface Props {
  text: string;
  /** Bytes of UTF-8. */
  size: number;
  limit: number;
}

/** The limit is one of bytes; people are told characters. */
export function SizeNote({ text, size, limit }: Props) {
  return (
    <p class="size" id="composer-size" role="status">
      {size > limit
        ? words.tooLong(excess(text, limit))
        : size > limit * NEARLY_FULL
          ? words.tooLongSoon(remaining(text, limit))
          : ''}
    </p>
  );
}
