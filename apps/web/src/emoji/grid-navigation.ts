/** A cell of the picker: a section, and an emoji in it. */
export interface GridPosition {
  section: number;
  index: number;
}

/**
 * The cell that a key moves to. `sizes` holds the number of emoji in each section; every section starts a new row of
 * `columns`. Undefined: the key does not move the focus. 'field': up from the first row, to the search field.
 */
export function nextPosition(
  sizes: readonly number[],
  columns: number,
  from: GridPosition,
  key: string,
  control = false,
): GridPosition | 'field' | undefined {
  const { section, index } = from;
  const size = sizes[section] ?? 0;
  const column = index % columns;
  const rowStart = index - column;
  switch (key) {
    case 'ArrowRight':
      return index + 1 < size ? { section, index: index + 1 } : firstRow(sizes, section + 1, 1);
    case 'ArrowLeft':
      return index > 0 ? { section, index: index - 1 } : lastCell(sizes, section - 1);
    case 'ArrowDown':
      if (rowStart + columns < size) return { section, index: Math.min(index + columns, size - 1) };
      return firstRow(sizes, section + 1, 1, column);
    case 'ArrowUp':
      if (rowStart > 0) return { section, index: index - columns };
      return lastRow(sizes, section - 1, columns, column) ?? 'field';
    case 'Home':
      return control ? firstRow(sizes, 0, 1) : { section, index: rowStart };
    case 'End':
      return control ? lastCell(sizes, sizes.length - 1) : { section, index: Math.min(rowStart + columns, size) - 1 };
    case 'PageDown':
      return firstRow(sizes, section + 1, 1);
    case 'PageUp':
      return index > 0 ? { section, index: 0 } : firstRow(sizes, section - 1, -1);
    default:
      return undefined;
  }
}

/** The first row of the nearest section that is not empty, from `section` on in the direction of `step`. */
function firstRow(sizes: readonly number[], section: number, step: 1 | -1, column = 0): GridPosition | undefined {
  for (let at = section; at >= 0 && at < sizes.length; at += step) {
    const size = sizes[at] ?? 0;
    if (size > 0) return { section: at, index: Math.min(column, size - 1) };
  }
  return undefined;
}

function lastCell(sizes: readonly number[], section: number): GridPosition | undefined {
  return firstRow(sizes, section, -1, Infinity);
}

function lastRow(sizes: readonly number[], section: number, columns: number, column: number): GridPosition | undefined {
  const last = lastCell(sizes, section);
  if (!last) return undefined;
  const rowStart = last.index - (last.index % columns);
  return { section: last.section, index: Math.min(rowStart + column, last.index) };
}
