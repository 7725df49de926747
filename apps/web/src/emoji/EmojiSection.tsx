import { Component } from 'preact';
import type { EmojiEntry } from './search.ts';
import { withTone, type Tone } from './skin.ts';

interface Props {
  /** The section's index in the picker; a cell is found by it and the cell's index. */
  at: number;
  title: string;
  entries: readonly EmojiEntry[];
  columns: number;
  tone: Tone;
  /** A section far from view reserves its height and draws nothing yet. */
  drawn: boolean;
}

/** A heading and its emoji in rows. It ignores the focus, so that 1,900 buttons are drawn once and not at every arrow key. */
export class EmojiSection extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const before: Partial<Record<string, unknown>> = { ...this.props };
    return Object.entries(next).some(([name, value]) => before[name] !== value);
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
