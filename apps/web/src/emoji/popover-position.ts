/** Between the picker, its anchor and the edges of the page. */
const GAP_PX = 8;

/** The picker covers its anchor rather than be lower than this. */
const MIN_HEIGHT_PX = 288;

/**
 * The style that puts the picker above or below its anchor, wherever there is more room, and always within the page:
 * an anchor may be partly outside. The style sheet clamps it sideways, and on narrow pages puts it at the bottom.
 */
export function popoverPosition(
  anchor: Pick<DOMRect, 'top' | 'right' | 'bottom'>,
  page: { width: number; height: number },
): Record<`--picker-${string}`, string> {
  const top = Math.min(Math.max(anchor.top, 0), page.height);
  const bottom = Math.min(Math.max(anchor.bottom, 0), page.height);
  const above = top - 2 * GAP_PX;
  const below = page.height - bottom - 2 * GAP_PX;
  const room = Math.max(above, below, Math.min(MIN_HEIGHT_PX, page.height - 2 * GAP_PX));
  const farthest = page.height - GAP_PX - room;
  return {
    '--picker-top': above > below ? 'auto' : `${Math.min(bottom + GAP_PX, farthest)}px`,
    '--picker-bottom': above > below ? `${Math.min(page.height - top + GAP_PX, farthest)}px` : 'auto',
    '--picker-right': `${page.width - anchor.right}px`,
    '--picker-room': `${room}px`,
  };
}
