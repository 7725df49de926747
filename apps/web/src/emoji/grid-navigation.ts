/** Where one is among the emoji: which section, and which emoji of it. */
export interface Spot {
  section: number;
  index: number;
}

/**
 * Where a key leads. `sizes` says how many emoji each section has; they stand in rows of `columns`, and each section
 * begins a row. Undefined means that the key does not lead anywhere; 'field' is above the first row.
 */
export function moved(
  sizes: readonly number[],
  columns: number,
  from: Spot,
  key: string,
  toTheEnd = false,
): Spot | 'field' | undefined {
  const { section, index } = from;
  const size = sizes[section] ?? 0;
  const column = index % columns;
  const rowStart = index - column;
  switch (key) {
    case 'ArrowRight':
      return index + 1 < size ? { section, index: index + 1 } : start(sizes, section + 1, 1);
    case 'ArrowLeft':
      return index > 0 ? { section, index: index - 1 } : end(sizes, section - 1);
    case 'ArrowDown':
      if (rowStart + columns < size) return { section, index: Math.min(index + columns, size - 1) };
      return start(sizes, section + 1, 1, column);
    case 'ArrowUp':
      if (rowStart > 0) return { section, index: index - columns };
      return lastRow(sizes, section - 1, columns, column) ?? 'field';
    case 'Home':
      return toTheEnd ? start(sizes, 0, 1) : { section, index: rowStart };
    case 'End':
      return toTheEnd ? end(sizes, sizes.length - 1) : { section, index: Math.min(rowStart + columns, size) - 1 };
    case 'PageDown':
      return start(sizes, section + 1, 1);
    case 'PageUp':
      return index > 0 ? { section, index: 0 } : start(sizes, section - 1, -1);
    default:
      return undefined;
  }
}

/** The first row of the next section that has any emoji, looking from `section` on, one way or the other. */
function start(sizes: readonly number[], section: number, step: 1 | -1, column = 0): Spot | undefined {
  for (let at = section; at >= 0 && at < sizes.length; at += step) {
    const size = sizes[at] ?? 0;
    if (size > 0) return { section: at, index: Math.min(column, size - 1) };
  }
  return undefined;
}

function end(sizes: readonly number[], section: number): Spot | undefined {
  const { section: at } = start(sizes, section, -1) ?? { section: -1 };
  const size = sizes[at] ?? 0;
  return size > 0 ? { section: at, index: size - 1 } : undefined;
}

function lastRow(sizes: readonly number[], section: number, columns: number, column: number): Spot | undefined {
  const last = end(sizes, section);
  if (!last) return undefined;
  const rowStart = last.index - (last.index % columns);
  return { section: last.section, index: Math.min(rowStart + column, last.index) };
}
