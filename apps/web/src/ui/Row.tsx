import { Component } from 'preact';
import type { App } from '../model/app.ts';
import type { Row as RowData } from '../model/rows.ts';
import { words } from '../text/words.ts';
import { DaySeparator } from './DaySeparator.tsx';
import { MessageRow } from './MessageRow.tsx';
import { PendingRow } from './PendingRow.tsx';

interface Props {
  app: App;
  row: RowData;
  editing: boolean;
}

/** One row of the list. It is drawn again only when it changed, and when it cannot be drawn the others are. */
export class Row extends Component<Props, { broken: RowData | null }> {
  override state = { broken: null };

  override shouldComponentUpdate(next: Props, state: { broken: RowData | null }): boolean {
    return next.row !== this.props.row || next.editing !== this.props.editing || state !== this.state;
  }

  override componentDidCatch(error: unknown): void {
    reportError(error);
    this.setState({ broken: this.props.row });
  }

  override render({ app, row, editing }: Props, { broken }: { broken: RowData | null }) {
    if (broken === row) return <p class="broken">{words.broken}</p>;
    if (row.is === 'day') return <DaySeparator app={app} at={row.at} />;
    // Called and not mounted: then a sent message keeps the elements of its pending row, and is not read aloud twice.
    if (row.is === 'pending') return PendingRow({ app, row });
    if (row.is === 'message') return MessageRow({ app, row, editing });
    return (
      <div class="separator new" role="separator">
        <span>{words.newSince}</span>
      </div>
    );
  }
}
