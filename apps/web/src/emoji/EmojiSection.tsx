import { Component } from 'preact';
import type { EmojiEntry } from './catalogue.ts';
import { withTone, type Tone } from './skin.ts';

interface Props {
  /** Which section of the picker it is: its cells are found by this and their place in it. */
  at: number;
  title: string;
  entries: readonly EmojiEntry[];
  columns: number;
  tone: Tone;
  /** A section that is far away holds its place and draws nothing yet. */
  drawn: boolean;
}

/**
 * A heading and its emoji in rows. Which one has the focus is not its business: nineteen hundred buttons are drawn
 * once, and not again with every arrow key.
 */
export class EmojiSection extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const { at, title, entries, columns, tone, drawn } = this.props;
    return (
      next.at !== at ||
      next.title !== title ||
      next.entries !== entries ||
      next.columns !== columns ||
      next.tone !== tone ||
      next.drawn !== drawn
    );
  }

  override render({ at, title, entries, columns, tone, drawn }: Props) {
    const rows = Math.ceil(entries.length / columns);
    const id = `emoji-section-${at}`;
    return (
      <section style={{ '--rows': rows }}>
        <h2 id={id}>{title}</h2>
        {drawn && rows > 0 && (
          <div role="grid" aria-labelledby={id}>
            {Array.from({ length: rows }, (_, row) => (
              <div key={row} role="row" class="emoji-row">
                {entries.slice(row * columns, (row + 1) * columns).map((entry, column) => (
                  <button
                    key={entry.emoji}
                    type="button"
                    role="gridcell"
                    tabIndex={-1}
                    data-spot={`${at} ${row * columns + column}`}
                    aria-label={entry.name}
                  >
                    {withTone(entry.emoji, tone)}
                  </button>
                ))}
              </div>
            ))}
          </div>
        )}
      </section>
    );
  }
}
