/** A result to show. */
export interface Table {
  title: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** Sentences below it. */
  notes?: readonly string[];
}

/** The heading of each column, and how its cell is made of a result. */
export type Columns<Result> = Readonly<Record<string, (result: Result) => string>>;

/** One row per result. */
export function tableOf<Result>(
  title: string,
  results: readonly Result[],
  columns: Columns<Result>,
  notes: readonly string[] = [],
): Table {
  const rows = results.map((result) => Object.values(columns).map((cell) => cell(result)));
  return { title, head: Object.keys(columns), rows, notes };
}

/** Markdown with padded columns, so that it is readable in a terminal as well. */
export function formatTable({ title, head, rows, notes = [] }: Table): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [`### ${title}`, '', line(head), rule, ...rows.map(line), ...notes.flatMap((note) => ['', note]), ''].join(
    '\n',
  );
}
