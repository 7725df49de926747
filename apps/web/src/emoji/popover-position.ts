/** Between the picker, its anchor and the edges of the page. */
const GAP_PX = 8;

/**
 * Puts the picker beside what opened it: above it or below it, wherever there is more room, its right edge below the
 * other's. For the picker's `style`; on a narrow page the picker lies at the bottom and does not ask.
 */
export function popoverPosition(
  anchor: Pick<DOMRect, 'top' | 'right' | 'bottom'>,
  page: { width: number; height: number },
): Record<`--picker-${string}`, string> {
  const above = anchor.top - 2 * GAP_PX;
  const below = page.height - anchor.bottom - 2 * GAP_PX;
  return {
    '--picker-top': above > below ? 'auto' : `${anchor.bottom + GAP_PX}px`,
    '--picker-bottom': above > below ? `${page.height - anchor.top + GAP_PX}px` : 'auto',
    '--picker-right': `${page.width - anchor.right}px`,
    '--picker-room': `${Math.max(above, below)}px`,
  };
}
