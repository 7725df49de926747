import { Component } from 'preact';
import type { Row as RowData } from '../model/rows.ts';
import { words } from '../i18n/words.ts';
import { useApp } from '../ui/app-context.ts';
import { MessageRow } from './MessageRow.tsx';
import { NoticeRow } from './NoticeRow.tsx';
import { PendingRow } from './PendingRow.tsx';

interface Props {
  row: RowData;
  editing: boolean;
  active: boolean;
  /** Not 0: the target of a jump, highlighted. */
  lit: number;
}

/** One row of the list. It is drawn again only when it changed; an error in it does not affect the other rows. */
export class Row extends Component<Props, { broken: RowData | null }> {
  override state = { broken: null };

  override shouldComponentUpdate(next: Props, state: { broken: RowData | null }): boolean {
    const { row, editing, active, lit } = this.props;
    return (
      next.row !== row || next.editing !== editing || next.active !== active || next.lit !== lit || state !== this.state
    );
  }

  override componentDidCatch(error: unknown): void {
    reportError(error);
    this.setState({ broken: this.props.row });
  }

  override render({ row, editing, active, lit }: Props, { broken }: { broken: RowData | null }) {
    if (broken === row) return <p class="broken">{words.broken}</p>;
    if (row.type === 'day') return <DaySeparator at={row.at} />;
    // Called, not mounted: a sent message keeps the elements of its pending row, and is not read aloud twice.
    if (row.type === 'pending') return PendingRow({ row });
    if (row.type === 'message') return MessageRow({ row, editing, active, lit });
    if (row.type === 'notice') return <NoticeRow row={row} lit={lit} />;
    return (
      <div class="separator new" role="separator">
        <span>{words.newSince}</span>
      </div>
    );
  }
}

function DaySeparator({ at }: { at: number }) {
  const app = useApp();
  return (
    <div class="separator" role="separator">
      <span>{app.times.day(at, app.today.value)}</span>
    </div>
  );
}
